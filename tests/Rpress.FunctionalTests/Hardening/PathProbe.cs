using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Sends a target as it stands, and tells what the application saw of it.</summary>
internal sealed record PathProbe(int Status, string? Path, string? Param)
{
    /// <summary>Sends the target over HTTP/1.1 and over HTTP/2; both have to be answered alike.</summary>
    public static async Task<PathProbe> SendAsync(string target)
    {
        var http1 = await SendHttp1Async(target);
        var http2 = await SendHttp2Async(target);

        Assert.Equal(http1, http2);
        return http1;
    }

    private static async Task<PathProbe> SendHttp1Async(string target)
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n");
        var response = await connection.ReadResponseAsync();
        return new(response.Status, Decode(response.Header("X-Path")), Decode(response.Header("X-Param")));
    }

    private static async Task<PathProbe> SendHttp2Async(string target)
    {
        await using var server = await StartAsync(HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();
        await connection.SendHeadersAsync(
            1, true, (":method", "GET"), (":scheme", "https"), (":path", target), (":authority", "x"));
        var response = await connection.ReadResponseAsync(1);

        // RFC 9113 §8.1.1: Kestrel resets the stream where its HTTP/1.1 parser says 400
        var status = response.ResetErrorCode is null ? response.Status : 400;
        return new(status, Decode(response.Header("X-Path")), Decode(response.Header("X-Param")));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol)
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() });
        app.Use(async (req, next) => (await next(req)).WithHeader("X-Path", Uri.EscapeDataString(req.Path)));
        var routes = new RpressRoutes();
        routes.Get("/files/*rest", req => ResponsePayload.Empty().WithHeader("X-Param", Uri.EscapeDataString(req.Params["rest"]!)));
        routes.Get("/a/:id", req => ResponsePayload.Empty().WithHeader("X-Param", Uri.EscapeDataString(req.Params["id"]!)));
        app.AddRouteGroup(routes);
        return TestServer.StartAsync(app, protocol);
    }

    private static string? Decode(string? value) => value is null ? null : Uri.UnescapeDataString(value);
}
