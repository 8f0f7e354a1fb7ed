using Rpress.TestKit;

namespace Rpress.Redis.Tests.Outages;

/// <summary>What servers send to all clients of the cluster, a series of each, for <see cref="OutageReceiver"/>s.</summary>
internal static class SeriesTraffic
{
    private const int Final = 50;

    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends a server's series until it is enough, and returns the number that would come next.</summary>
    public static async Task<int> SendAsync(RpressIo io, int server, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(_pause);
        int number = 0;
        while (!enough.IsCancellationRequested)
        {
            await io.EmitAsync("n", server, number++);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return number;
    }

    /// <summary>Ends the series with some more, when all servers are together again: of these nothing is missing at all.</summary>
    public static async Task EndAsync(ClusterServer[] servers, int[] sent, OutageReceiver[] receivers)
    {
        await WhenAllCameAsync(receivers, sent);
        int[] before = [.. receivers.Select(receiver => receiver.Count)];
        for (int n = 0; n < Final; n++)
        {
            for (int server = 0; server < servers.Length; server++)
            {
                await servers[server].Io.EmitAsync("n", server, sent[server]++);
            }
        }

        await WhenAllCameAsync(receivers, sent);
        Assert.All(receivers, receiver => Assert.Null(receiver.Fault));
        Assert.All(receivers, (receiver, index) => Assert.Equal(before[index] + (servers.Length * Final), receiver.Count));
    }

    private static Task WhenAllCameAsync(OutageReceiver[] receivers, int[] sent) => Eventually.TrueAsync(
        () => receivers.All(receiver => sent.Index().All(server => receiver.NextOf(server.Index) == server.Item) || receiver.Fault is not null),
        "every client to get the last message of every server",
        _ample);
}
