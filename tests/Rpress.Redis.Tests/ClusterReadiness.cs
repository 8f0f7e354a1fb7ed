using Rpress.TestKit;

namespace Rpress.Redis.Tests;

/// <summary>Waits for servers to be one cluster.</summary>
internal static class ClusterReadiness
{
    public static async Task WaitAsync(IReadOnlyList<RpressIo> servers)
    {
        foreach (RpressIo server in servers)
        {
            await Eventually.TrueAsync(
                async () => await server.Of("/").Adapter.GetServerCountAsync() == servers.Count
                    && await server.Of("other").Adapter.GetServerCountAsync() == servers.Count,
                "each server to know of all");
        }
    }
}
