using Microsoft.Extensions.Logging.Abstractions;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>What a server still has when its clients are gone: nothing.</summary>
internal static class SocketIoLeftovers
{
    /// <summary>A server that keeps no log, which would count.</summary>
    public static Task<TestServer> StartAsync(RpressIo io) =>
        TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AttachSocketIo(io));

    /// <summary>The bytes of the heap once all clients are gone.</summary>
    public static async Task<long> MeasureAsync(TestServer server, RpressIo io)
    {
        await AssertNothingLeftAsync(server, io);
        return Heap.Measure();
    }

    public static void AssertNoLeak(long before, long after) => Assert.InRange(after, 0, Heap.MostAfter(before));

    public static async Task AssertNothingLeftAsync(TestServer server, RpressIo io)
    {
        TimeSpan patience = TimeSpan.FromSeconds(45); // a server that ends a polling session keeps it for a last GET
        await Eventually.TrueAsync(() => server.App.ConnectionCount == 0, "all connections to be gone", patience);
        await Eventually.TrueAsync(() => io.Engine.SessionCount == 0, "all sessions to be gone", patience);
        await Eventually.TrueAsync(() => io.Engine.DeadlineCount + io.ConnectDeadlines.Count == 0, "all deadlines to be gone", patience);
        await Eventually.TrueAsync(() => io.Work.Count == 0, "all handlers to have ended", patience);
        Assert.Empty(io.Sockets);
        Assert.Empty(await io.Of("/").Adapter.GetSocketIdsAsync([]));
        Assert.Empty(await io.Of("/").Adapter.GetSocketIdsAsync(["room", .. Enumerable.Range(0, 50).Select(n => $"room {n}")]));
    }
}
