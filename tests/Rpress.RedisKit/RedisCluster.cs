using System.Globalization;
using Rpress.TestKit;

namespace Rpress.RedisKit;

/// <summary>A Redis Cluster of three redis-servers, which share keys and sharded channels.</summary>
public sealed class RedisCluster : ITestRedis
{
    private const int Nodes = 3;
    private const int Slots = 16384;

    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _formingBound = TimeSpan.FromSeconds(60);

    private readonly List<RedisServerProcess> _nodes = [];
    private readonly List<int> _busPorts = [];
    private readonly TempDirectory _files = new();

    private RedisCluster()
    {
    }

    /// <inheritdoc/>
    public string Address => string.Join(',', _nodes.Select(node => node.Address));

    /// <summary>Starts one. Where there is no redis-server, the test skips; on build machines it fails.</summary>
    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster();
        try
        {
            for (int node = 0; node < Nodes; node++)
            {
                await cluster.AddAsync(node);
            }

            await cluster.MeetAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (RedisServerProcess node in _nodes)
        {
            await node.DisposeAsync();
        }

        _files.Dispose();
    }

    private async Task AddAsync(int number)
    {
        int busPort = FreePort.Next();
        RedisServerProcess node = await RedisServerProcess.StartAsync(
            "--cluster-enabled", "yes", "--cluster-config-file", _files.Combine($"node-{number}.conf"), "--cluster-port", busPort.ToString(CultureInfo.InvariantCulture));
        _nodes.Add(node);
        _busPorts.Add(busPort);
        await AskAsync(node, $"CLUSTER ADDSLOTSRANGE {Slots * number / Nodes} {(Slots * (number + 1) / Nodes) - 1}");
    }

    private async Task MeetAsync()
    {
        for (int other = 1; other < Nodes; other++)
        {
            await AskAsync(_nodes[0], $"CLUSTER MEET 127.0.0.1 {_nodes[other].Address.Split(':')[1]} {_busPorts[other]}");
        }

        foreach (RedisServerProcess node in _nodes)
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    string info = await AskAsync(node, "CLUSTER INFO");
                    return info.Contains("cluster_state:ok", StringComparison.Ordinal) && info.Contains($"cluster_known_nodes:{Nodes}", StringComparison.Ordinal);
                },
                "the nodes to be a cluster",
                _formingBound);
        }
    }

    private static Task<string> AskAsync(RedisServerProcess node, string command) => InlineCommands.AskAsync(node.Address, command, _answerBound);
}
