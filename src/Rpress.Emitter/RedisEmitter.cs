using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// Sends events to the clients of a cluster from a process that is no Socket.IO server: a job, a console program. It speaks to servers with
/// <c>Rpress.Redis</c> and to Node's with <c>@socket.io/redis-adapter</c>. As a namespace it is the main one, <c>/</c>.
/// </summary>
/// <remarks>Thread-safe. What one emitter sends arrives in its order.</remarks>
public sealed class RedisEmitter : EmitterNamespace, IAsyncDisposable
{
    private readonly IConnectionMultiplexer? _owned;

    /// <summary>Makes an emitter on a connection of the caller's, who disposes it.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public RedisEmitter(IConnectionMultiplexer redis, RedisEmitterOptions? options = null)
        : base(CreateTarget(redis, options ?? new()))
    {
    }

    private RedisEmitter(IConnectionMultiplexer redis, EmitterTarget target)
        : base(target) => _owned = redis;

    /// <summary>Connects to Redis.</summary>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How it works.</param>
    /// <param name="cancellationToken">Ends the waiting for the connection.</param>
    /// <exception cref="ArgumentException">The address is malformed, or a setting is wrong; the message says what.</exception>
    /// <exception cref="RedisConnectionException">Redis cannot be reached.</exception>
    public static async Task<RedisEmitter> ConnectAsync(string address, RedisEmitterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ConfigurationOptions configuration = RedisAddress.Parse(address);
        RedisEmitterOptions settings = options ?? new();
        Validate(settings);
        IConnectionMultiplexer redis = await RedisConnector.ConnectAsync(configuration, mayBeAway: false, cancellationToken);
        return new(redis, CreateTarget(redis, settings));
    }

    /// <summary>Sends to another namespace, on the same connection.</summary>
    /// <param name="name">Its name; the slash may be left out.</param>
    public EmitterNamespace Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(Target.Of(name.StartsWith('/') ? name : "/" + name));
    }

    /// <summary>Ends the connection, if <see cref="ConnectAsync"/> has made it.</summary>
    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static EmitterTarget CreateTarget(IConnectionMultiplexer redis, RedisEmitterOptions options)
    {
        ArgumentNullException.ThrowIfNull(redis);
        Validate(options);
        return new(redis, options.KeyPrefix, SocketIoPacket.MainNamespace, EventJson.Of(options.Json, options.JsonContext));
    }

    private static void Validate(RedisEmitterOptions options) => RedisChannels.RequireKeyPrefix("RedisEmitterOptions.KeyPrefix", options.KeyPrefix);
}
