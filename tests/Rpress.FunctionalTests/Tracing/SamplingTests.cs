using System.Diagnostics;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>What listeners that want little, or look first, get.</summary>
[Collection(TracedAlone.Name)]
public sealed class SamplingTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_ThatNobodySamples_IsAnsweredWithoutASpan(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector(ActivitySamplingResult.None);
        await using var server = await StartAsync(protocol);

        Assert.Equal("", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_ThatOnlyPropagates_ContinuesTheTraceUnrecorded(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector(ActivitySamplingResult.PropagationData);
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));

        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith("-00", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Sampler_BeforeTheSpanIsMade_SeesWhatItDecidesBy(HttpProtocolKind protocol)
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<Dictionary<string, object?>>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rpress",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                seen.Enqueue((options.Tags ?? []).ToDictionary());
                return ActivitySamplingResult.None;
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await StartAsync(protocol);
        var agent = Guid.NewGuid().ToString();

        await server.GetAsync("/", ("User-Agent", agent));

        var tags = Assert.Single(seen, tags => Equals(tags.GetValueOrDefault("user_agent.original"), agent));
        Assert.Equal(["GET", "/", "/", "127.0.0.1", "127.0.0.1"], Values(tags, "http.request.method", "url.path", "http.route", "server.address", "client.address"));
    }

    private static object?[] Values(Dictionary<string, object?> tags, params string[] names) => [.. names.Select(name => tags.GetValueOrDefault(name))];

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text(Activity.Current?.Id ?? "")), protocol);
}
