using System.Net;

namespace Rpress.LoadRunner;

/// <summary>The servers that a load goes to: one, or a cluster of several of a kind with the Redis between them.</summary>
internal sealed class RunningServers : IAsyncDisposable
{
    private readonly List<RunningPeer> _servers = [];
    private RunningPeer? _redis;

    private RunningServers(Peer peer) => Peer = peer;

    /// <summary>What kind of server they are.</summary>
    public Peer Peer { get; }

    public IReadOnlyList<EndPoint> EndPoints => [.. _servers.Select(server => new IPEndPoint(IPAddress.Loopback, server.Port))];

    /// <summary>User and system time so far, of the servers alone.</summary>
    public CpuTime CpuTime => _servers.Aggregate(default(CpuTime), (sum, server) => sum + server.CpuTime);

    /// <summary>The time of the Redis so far.</summary>
    public TimeSpan RedisCpuTime => _redis?.CpuTime.Total ?? TimeSpan.Zero;

    /// <summary>The resident memory of the servers now, in bytes.</summary>
    public long Memory => _servers.Sum(server => server.Memory);

    /// <exception cref="TimeoutException">One of them did not listen in time.</exception>
    public static async Task<RunningServers> StartAsync(Peer peer, int count, params (string Name, string Value)[] environment)
    {
        var running = new RunningServers(peer);
        try
        {
            if (count > 1)
            {
                running._redis = await RunningPeer.StartAsync(Peer.Redis);
                environment = [.. environment, ("BENCH_REDIS", $"127.0.0.1:{running._redis.Port}")];
            }

            while (running._servers.Count < count)
            {
                running._servers.Add(await RunningPeer.StartAsync(peer, environment));
            }

            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RunningPeer server in _servers)
        {
            await server.DisposeAsync();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }
}
