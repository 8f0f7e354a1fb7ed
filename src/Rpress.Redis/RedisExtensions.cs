using StackExchange.Redis;

namespace Rpress;

/// <summary>Redis for a Socket.IO server.</summary>
public static class RedisExtensions
{
    /// <summary>Makes the server one of a cluster: broadcasts, rooms and what else concerns many sockets reach those of all servers on the same Redis, Node's with <c>@socket.io/redis-adapter</c> among them.</summary>
    /// <param name="io">The server, not started yet.</param>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How the adapters work.</param>
    /// <returns>The server.</returns>
    /// <exception cref="ArgumentException">The address is malformed, a setting is wrong, or does not go with the server's; the message says what.</exception>
    /// <exception cref="InvalidOperationException">The server has been started, or asked for an adapter.</exception>
    public static RpressIo UseRedis(this RpressIo io, string address, RedisAdapterOptions? options = null) => Use(io, RedisAdapter.Create(address, options));

    /// <summary>Makes the server one of a cluster, on a connection of the caller's, who disposes it after the server.</summary>
    /// <param name="io">The server, not started yet.</param>
    /// <param name="redis">The connection; its <c>BacklogPolicy</c> should be <c>FailFast</c>, or what is sent while Redis is away arrives late.</param>
    /// <param name="options">How the adapters work.</param>
    /// <returns>The server.</returns>
    /// <exception cref="ArgumentException">A setting is wrong, or does not go with the server's; the message says what.</exception>
    /// <exception cref="InvalidOperationException">The server has been started, or asked for an adapter.</exception>
    public static RpressIo UseRedis(this RpressIo io, IConnectionMultiplexer redis, RedisAdapterOptions? options = null) => Use(io, RedisAdapter.Create(redis, options));

    /// <summary>Makes the server one of a cluster through the sharded publish and subscribe of Redis 7, Node's servers with <c>createShardedAdapter</c> among them.</summary>
    /// <inheritdoc cref="UseRedis(RpressIo, string, RedisAdapterOptions?)"/>
    public static RpressIo UseRedisSharded(this RpressIo io, string address, RedisShardedAdapterOptions? options = null) =>
        Use(io, RedisShardedAdapter.Create(address, options));

    /// <summary>Makes the server one of a cluster through the sharded publish and subscribe of Redis 7, on a connection of the caller's, who disposes it after the server.</summary>
    /// <inheritdoc cref="UseRedis(RpressIo, IConnectionMultiplexer, RedisAdapterOptions?)"/>
    public static RpressIo UseRedisSharded(this RpressIo io, IConnectionMultiplexer redis, RedisShardedAdapterOptions? options = null) =>
        Use(io, RedisShardedAdapter.Create(redis, options));

    /// <summary>Makes the server one of a cluster through a stream of Redis, Node's servers with <c>@socket.io/redis-streams-adapter</c> among them; with <see cref="SocketIoConfig.Recovery"/>, clients whose connection broke off go on at any of them.</summary>
    /// <inheritdoc cref="UseRedis(RpressIo, string, RedisAdapterOptions?)"/>
    public static RpressIo UseRedisStreams(this RpressIo io, string address, RedisStreamsAdapterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(io);
        io.Adapter = RedisStreamsAdapter.Create(address, options);
        return io;
    }

    private static RpressIo Use(RpressIo io, Func<RpressNamespace, SocketIoAdapter> adapter)
    {
        ArgumentNullException.ThrowIfNull(io);
        ClusterAdapter.RequireNoRecovery(io);
        io.Adapter = adapter;
        return io;
    }
}
