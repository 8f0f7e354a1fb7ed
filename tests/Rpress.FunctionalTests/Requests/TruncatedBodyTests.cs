using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

/// <summary>RFC 9112 §8: a message cut short is not a message; no part of it is handed over as if it were whole.</summary>
public sealed class TruncatedBodyTests
{
    private static readonly string[] _reads = ["/bytes", "/text", "/json", "/form", "/chunks", "/stream", "/multipart"];

    [Fact]
    public async Task Body_CutShortOnHttp1_IsNeverHandedOver()
    {
        var logs = new CollectingLoggerFactory();
        var handedOver = new List<string>();
        await using var server = await StartAsync(HttpProtocolKind.Http1, handedOver, logs);

        foreach (var path in _reads)
        {
            foreach (var framing in new[]
            {
                "Content-Length: 100\r\n\r\n{\"a\":1}", "Content-Length: 100000\r\n\r\n{\"a\":1}",
                "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}", "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n",
            })
            {
                await using var connection = await server.ConnectAsync();
                await connection.SendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {TypeOf(path)}\r\n{framing}");
                connection.ShutdownSend();

                // the server core closes such a connection without a word
                Assert.Empty(await connection.ReadToEndAsync());
            }
        }

        Assert.Empty(handedOver);
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Body_ResetOnHttp1_IsNeverHandedOver(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var handedOver = new List<string>();
        await using var server = await StartAsync(protocol, handedOver, logs);

        foreach (var path in _reads)
        {
            await using var connection = await server.ConnectAsync();
            await connection.SendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {TypeOf(path)}\r\nContent-Length: 100000\r\n\r\n{{\"a\":1}}");
            connection.Reset();
        }

        await server.DisposeAsync();
        Assert.Empty(handedOver);
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Fact]
    public async Task Body_ResetOnHttp2_IsNeverHandedOver()
    {
        var logs = new CollectingLoggerFactory();
        var handedOver = new List<string>();
        await using var server = await StartAsync(HttpProtocolKind.Http2Tls, handedOver, logs);
        await using var connection = await server.ConnectHttp2Async();

        var stream = 1;
        foreach (var path in _reads)
        {
            await connection.SendHeadersAsync(
                stream, false, (":method", "POST"), (":scheme", "https"), (":authority", "a"), (":path", path), ("content-type", TypeOf(path)), ("content-length", "100"));
            await connection.SendDataAsync(stream, "{\"a\":1}"u8.ToArray(), endStream: false);
            await connection.ResetStreamAsync(stream, 8);
            stream += 2;
        }

        await server.DisposeAsync();
        Assert.Empty(handedOver);
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Fact]
    public async Task Body_ShorterThanAnnouncedOnHttp2_IsNeverHandedOver()
    {
        var handedOver = new List<string>();
        await using var server = await StartAsync(HttpProtocolKind.Http2Tls, handedOver, new());
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(
            1, false, (":method", "POST"), (":scheme", "https"), (":authority", "a"), (":path", "/bytes"), ("content-length", "100"));
        await connection.SendDataAsync(1, new byte[7], endStream: true);
        var response = await connection.ReadResponseAsync(1);

        // RFC 9113 §8.1.1: the stream is malformed
        Assert.NotEqual(200, response.Status);
        Assert.Empty(handedOver);
    }

    private static string TypeOf(string path) => path switch
    {
        "/json" => "application/json",
        "/form" => "application/x-www-form-urlencoded",
        "/multipart" => "multipart/form-data; boundary=B",
        _ => "text/plain",
    };

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, List<string> handedOver, CollectingLoggerFactory logs)
    {
        return TestServer.StartAsync(
            TestApps.With(
                routes => routes
                    .Post("/bytes", async req => HandOver(req, await req.Body.ReadBytesAsync()))
                    .Post("/text", async req => HandOver(req, await req.Body.ReadTextAsync()))
                    .Post("/json", async req => HandOver(req, await req.Body.ReadJsonAsync<object>()))
                    .Post("/form", async req => HandOver(req, await req.Body.ReadFormAsync()))
                    .Post("/chunks", async req => HandOver(req, await req.Body.ReadChunksAsync().CountAsync()))
                    .Post("/stream", async req => HandOver(req, await new StreamReader(req.Body.AsStream()).ReadToEndAsync()))
                    .Post("/multipart", async req => HandOver(req, await req.Body.ReadMultipartAsync().CountAsync())),
                new() { LoggerFactory = logs }),
            protocol);

        string HandOver(RequestPayload request, object body)
        {
            handedOver.Add($"{request.Path} {body}");
            return "handed over";
        }
    }
}
