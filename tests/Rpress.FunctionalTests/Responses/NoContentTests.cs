using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

/// <summary>Statuses that have no content (RFC 9110 §15.3.5, §15.3.6, §15.4.5), whatever the payload holds.</summary>
public sealed class NoContentTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Status_WithoutContent_SendsNone(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (status, length) in new[] { (204, null), (304, null), (205, "0") })
        {
            foreach (var kind in new[] { "text", "json", "bytes", "stream", "callback" })
            {
                var reply = await server.GetAsync($"/{kind}/{status}");
                Assert.Equal((kind, status, length, 0), (kind, reply.Status, reply.Header("Content-Length"), reply.Bytes.Length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Status_WithoutContent_LeavesNoByteOnTheWire(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        foreach (var status in new[] { 204, 205, 304 })
        {
            foreach (var kind in new[] { "text", "bytes", "callback" })
            {
                await connection.SendAsync($"GET /{kind}/{status} HTTP/1.1\r\nHost: a\r\n\r\n");
                var response = await connection.ReadResponseAsync();
                Assert.Equal((status, null, 0), (response.Status, response.Header("Transfer-Encoding"), response.Body.Length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Empty_FromAHandler_Is204(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Empty()), protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((204, null, null), (reply.Status, reply.Header("Content-Type"), reply.Header("Content-Length")));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(routes => routes
            .Get("/text/:status", req => ResponsePayload.Text("body").WithStatus(req.Params.Get<int>("status")))
            .Get("/json/:status", req => ResponsePayload.Json("body").WithStatus(req.Params.Get<int>("status")))
            .Get("/bytes/:status", req => ResponsePayload.Bytes(new byte[400_000]).WithStatus(req.Params.Get<int>("status")))
            .Get("/stream/:status", req => ResponsePayload.Stream(new MemoryStream([1, 2])).WithStatus(req.Params.Get<int>("status")))
            .Get("/callback/:status", req => ResponsePayload.Stream(async (body, token) =>
            {
                await body.WriteAsync("body"u8.ToArray(), token);
                await body.FlushAsync(token);
            }).WithStatus(req.Params.Get<int>("status")))),
        protocol);
}
