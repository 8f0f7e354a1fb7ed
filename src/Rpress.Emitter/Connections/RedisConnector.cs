using System.Net;
using StackExchange.Redis;

namespace Rpress;

/// <summary>Opens connections to Redis.</summary>
internal static class RedisConnector
{
    /// <summary>Makes a connection.</summary>
    /// <param name="configuration">Where Redis is.</param>
    /// <param name="mayBeAway">Whether one will do that comes to be there by itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="advice">What else to say where Redis cannot be reached.</param>
    /// <exception cref="RedisConnectionException">Redis cannot be reached; the message says where it was looked for.</exception>
    public static async Task<ConnectionMultiplexer> ConnectAsync(
        ConfigurationOptions configuration, bool mayBeAway, CancellationToken cancellationToken, string advice = "")
    {
        ConnectionMultiplexer redis = await OpenAsync(configuration, cancellationToken);
        if (redis.IsConnected || mayBeAway)
        {
            return redis;
        }

        await redis.DisposeAsync();
        throw Unreachable(redis, advice);
    }

    /// <summary>Says where Redis was looked for.</summary>
    public static RedisConnectionException Unreachable(IConnectionMultiplexer redis, string advice = "") => new(
        ConnectionFailureType.UnableToConnect,
        CommandFlags.None,
        $"Redis cannot be reached at {string.Join(", ", redis.GetEndPoints(configuredOnly: true).Select(NameOf))}: is it running there, and are user, password and TLS right?{advice}");

    private static async Task<ConnectionMultiplexer> OpenAsync(ConfigurationOptions configuration, CancellationToken cancellationToken)
    {
        Task<ConnectionMultiplexer> connecting = ConnectionMultiplexer.ConnectAsync(configuration);
        try
        {
            return await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = DisposeLateAsync(connecting);
            throw;
        }
    }

    private static string? NameOf(EndPoint endPoint) => endPoint is DnsEndPoint { Host: var host, Port: var port } ? $"{host}:{port}" : endPoint.ToString();

    private static async Task DisposeLateAsync(Task<ConnectionMultiplexer> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
        {
            await (await connecting).DisposeAsync();
        }
    }
}
