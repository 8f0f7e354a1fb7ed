using System.Diagnostics;
using System.Net;
using Rpress.FunctionalTests.Issues;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

[Collection(TracedAlone.Name)]
public sealed class ConnectionSpanTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task ConnectionSpan_OfAnyConnection_SaysWhoConnectedAndHow(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var server = await StartAsync(protocol);
        var request = await spans.OfAsync(await server.GetAsync("/"));
        await server.DisposeAsync();

        var span = await spans.WithIdAsync(request.Links.Single().Context.SpanId);

        Assert.Equal((ActivityKind.Internal, ActivityStatusCode.Unset), (span.Kind, span.Status));
        Assert.Equal(("127.0.0.1", "127.0.0.1", "tcp"), (span.GetTagItem("peer.addr"), span.GetTagItem("network.peer.address"), span.GetTagItem("network.transport")));
        Assert.Equal(request.GetTagItem("network.peer.port"), span.GetTagItem("network.peer.port"));
        Assert.Equal(protocol == HttpProtocolKind.Http1, span.GetTagItem("tls.protocol.version") is null);
        Assert.Equal(protocol == HttpProtocolKind.Http2Tls ? "h2" : null, span.GetTagItem("tls.next_protocol"));
    }

    [Fact]
    public async Task ConnectionSpan_OfAnIPv4ClientOnADualSocket_NamesItInIPv4()
    {
        using var spans = new SpanCollector();
        await using var app = TestApps.WithRoot(_ => ResponsePayload.Text("ok")).AddEndpoint(":0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        var port = ((IPEndPoint)app.Endpoints[0].EndPoint).Port;

        var client = await RawHttpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        var own = ((IPEndPoint)client.LocalEndPoint!).Port;
        await client.DisposeAsync();

        var span = await spans.FindAsync(span => span.OperationName == "http.connection" && Equals(span.GetTagItem("network.peer.port"), own), "the connection");
        Assert.Equal("127.0.0.1", span.GetTagItem("peer.addr"));
    }

    [Fact]
    public async Task ConnectionSpan_OfAUnixSocket_HasNoAddress()
    {
        using var spans = new SpanCollector();
        using var directory = new TempDirectory();
        await using var app = TestApps.WithRoot(req => ResponsePayload.Text(req.RequestId)).AddEndpoint($"unix:{directory.Combine("app.sock")}");
        await app.StartAsync(TestContext.Current.CancellationToken);

        var id = await UnixSocketClient.GetAsync(directory.Combine("app.sock"));
        var request = await spans.FindAsync(span => Equals(span.GetTagItem("http.request_id"), id), "the request");
        var span = await spans.WithIdAsync(request.Links.Single().Context.SpanId);

        Assert.Equal(("unix", null, null), (span.GetTagItem("network.transport"), span.GetTagItem("peer.addr"), request.GetTagItem("client.address")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task ConnectionSpan_OfABrokenConnection_Ends(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);
        await using var silent = await RawHttpConnection.ConnectAsync(server.EndPoint);
        var port = ((IPEndPoint)silent.LocalEndPoint!).Port;

        silent.Reset();

        await spans.FindAsync(span => span.OperationName == "http.connection" && Equals(span.GetTagItem("network.peer.port"), port), "the connection");
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok")), protocol);
}
