using System.Collections.Concurrent;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>A server that writes down every request which reaches its code: method, path and body. It answers each with 200.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    /// <summary>A well-formed last request: whether it is answered shows whether the connection outlived what came before.</summary>
    public const string Probe = "GET /probe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private readonly ConcurrentQueue<string> _seen;

    private RecordingServer(TestServer server, ConcurrentQueue<string> seen) => (Server, _seen) = (server, seen);

    public TestServer Server { get; }

    /// <summary>What reached the code, in order: <c>POST /path body</c>.</summary>
    public IReadOnlyList<string> Seen => [.. _seen];

    public static async Task<RecordingServer> StartAsync(
        RpressOptions? options = null, HttpProtocolKind protocol = HttpProtocolKind.Http1)
    {
        options ??= new RpressOptions();
        options.LoggerFactory ??= new CollectingLoggerFactory();
        var seen = new ConcurrentQueue<string>();
        var app = new RpressApp(options).Use(async (req, next) =>
        {
            var body = await req.Body.ReadTextAsync();
            seen.Enqueue($"{req.Method} {req.Path} {body}".TrimEnd());
            return ResponsePayload.Text(body);
        });
        return new RecordingServer(await TestServer.StartAsync(app, protocol), seen);
    }

    /// <summary>Sends bytes and then the probe on a connection of their own, and reads what comes until the server closes it.</summary>
    /// <returns>The status codes, in order.</returns>
    public async Task<int[]> SendAsync(string bytes)
    {
        await using var connection = await Server.ConnectAsync();
        await connection.SendAsync(bytes + Probe);

        return [.. (await connection.ReadToCloseAsync()).Select(response => response.Status)];
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
