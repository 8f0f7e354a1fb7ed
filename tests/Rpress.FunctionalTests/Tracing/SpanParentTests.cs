using System.Diagnostics;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>Which trace a request's span belongs to.</summary>
[Collection(TracedAlone.Name)]
public sealed class SpanParentTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string ParentId = "b7ad6b7169203331";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_WithoutTraceparent_IsARootThatLinksToItsConnection(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var server = await StartAsync(protocol);
        var span = await spans.OfAsync(await server.GetAsync("/"));
        await server.DisposeAsync();

        var link = Assert.Single(span.Links);
        var connection = await spans.WithIdAsync(link.Context.SpanId);
        Assert.Equal(("http.connection", link.Context.TraceId), (connection.OperationName, connection.TraceId));
        Assert.Equal((default, default), (connection.ParentSpanId, span.ParentSpanId));
        Assert.NotEqual(connection.TraceId, span.TraceId);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_WithTraceparent_ContinuesTheClientsTrace(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/", ("traceparent", $"00-{TraceId}-{ParentId}-01"), ("tracestate", "a=1,b=2"), ("baggage", "tenant=acme"));
        var span = await spans.OfAsync(reply);

        Assert.Equal((TraceId, ParentId), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString()));
        Assert.Equal(("a=1,b=2", "acme", true), (span.TraceStateString, span.GetBaggageItem("tenant"), span.HasRemoteParent));
        Assert.NotEqual(TraceId, Assert.Single(span.Links).Context.TraceId.ToHexString());
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_WithAnInvalidTraceparent_IsARoot(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);

        foreach (var invalid in new[]
        {
            "x", "", $"00-{TraceId}-{ParentId}", $"ff-{TraceId}-{ParentId}-01", $"00-{TraceId[1..]}-{ParentId}-01", $"00-{TraceId}-{ParentId}-01-x",
            $"00-{TraceId.ToUpperInvariant()}-{ParentId}-01", $"00-{new string('0', 32)}-{ParentId}-01", $"00-{TraceId}-{new string('0', 16)}-01",
        })
        {
            var span = await spans.OfAsync(await server.GetAsync("/", ("traceparent", invalid)));
            Assert.True(span.ParentSpanId == default, invalid);
            Assert.NotEqual(TraceId, span.TraceId.ToHexString(), StringComparer.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_WithTwoTraceparents_IsARoot(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);
        var value = $"00-{TraceId}-{ParentId}-01";

        var span = await spans.OfAsync(await server.GetAsync("/", ("traceparent", value), ("traceparent", value)));

        Assert.Equal(default, span.ParentSpanId);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_Nested_IsAChildOfItsConnectionUnlessTheClientNamesAnother(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var server = await StartAsync(protocol, new() { NestRequestSpans = true });
        var own = await spans.OfAsync(await server.GetAsync("/"));
        var clients = await spans.OfAsync(await server.GetAsync("/", ("traceparent", $"00-{TraceId}-{ParentId}-01")));
        await server.DisposeAsync();

        var connection = await spans.WithIdAsync(own.ParentSpanId);
        Assert.Equal(("http.connection", own.TraceId), (connection.OperationName, connection.TraceId));
        Assert.Empty(own.Links);
        Assert.Equal(ParentId, clients.ParentSpanId.ToHexString());
        Assert.Equal(connection.SpanId, Assert.Single(clients.Links).Context.SpanId);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task StreamSpan_InHttp2_LiesAroundTheRequests(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol, new() { TraceHttp2Streams = true });

        var span = await spans.OfAsync(await server.GetAsync("/", ("traceparent", $"00-{TraceId}-{ParentId}-01"), ("baggage", "tenant=acme")));
        Assert.Equal((TraceId, "acme"), (span.TraceId.ToHexString(), span.GetBaggageItem("tenant")));
        if (protocol != HttpProtocolKind.Http2Tls)
        {
            Assert.Equal(ParentId, span.ParentSpanId.ToHexString());
            return;
        }

        var stream = await spans.WithIdAsync(span.ParentSpanId);
        Assert.Equal(("h2.stream", 1, ParentId), (stream.OperationName, stream.GetTagItem("h2.stream_id"), stream.ParentSpanId.ToHexString()));
        Assert.Empty(span.Links);
        Assert.Single(stream.Links);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfACallToAnotherServer_IsInTheSameTrace(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector(ActivitySamplingResult.AllDataAndRecorded, "System.Net.Http");
        await using var inner = await StartAsync(protocol);
        await using var outer = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/", async req =>
        {
            await Task.Yield();
            var reply = await inner.GetAsync("/");
            return ResponsePayload.Text(reply.Header("X-Request-ID")!);
        })), protocol);

        var reply = await outer.GetAsync("/");
        var (outerSpan, innerSpan) = (await spans.OfAsync(reply), await spans.FindAsync(span => Equals(span.GetTagItem("http.request_id"), reply.Text), "the inner span"));

        var call = await spans.WithIdAsync(innerSpan.ParentSpanId);
        Assert.Equal((outerSpan.SpanId, outerSpan.TraceId), (call.ParentSpanId, call.TraceId));
        Assert.Equal(outerSpan.TraceId, innerSpan.TraceId);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions? options = null) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok"), options), protocol);
}
