using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rpress.Testing.Tests;

public sealed class TracingTests
{
    public static TheoryData<string> Versions => ["1.1", "2.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Request_InMemory_IsTracedAsOverASocket(string version)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rpress",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        string path = $"/{Guid.NewGuid()}";
        var app = new RpressApp().AddRouteGroup(new RpressRoutes().Get("/:id", request => "ok"));

        await using (RpressTestServer server = await RpressTestServer.StartAsync(app, TestContext.Current.CancellationToken))
        {
            using HttpClient client = server.CreateClient(Version.Parse(version));
            await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        }

        Activity span = Assert.Single(ended, span => Equals(span.GetTagItem("url.path"), path));
        Assert.Contains(ended, connection => connection.OperationName == "http.connection" && connection.SpanId == span.Links.Single().Context.SpanId);
    }
}
