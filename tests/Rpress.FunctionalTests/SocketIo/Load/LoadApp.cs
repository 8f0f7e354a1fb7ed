using System.Globalization;
using System.Net;
using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>
/// The server of the load scenarios, in a process of its own: the limit of open files holds for each side, and its memory is no client's.
/// </summary>
internal sealed class LoadApp : IAsyncDisposable
{
    private readonly ChildServer _server;
    private readonly HttpClient _client;

    private LoadApp(ChildServer server)
    {
        _server = server;
        _client = new() { BaseAddress = new Uri($"http://{server.EndPoint}/"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>Starts it; skips the test where a process may not have so many connections, and fails there on build machines.</summary>
    public static async Task<LoadApp> StartAsync(int connections, bool isRecovering = false)
    {
        string? refusal = FileLimit.Refuses(connections);
        Assert.SkipWhen(refusal is not null && Environment.GetEnvironmentVariable("CI") != "true", refusal ?? "");
        Assert.Null(refusal);

        // all may be in their handshakes at the same time; an idle heartbeat is as by default
        return new(await ChildServer.StartAsync(ChildServer.LoadServer, [], new Dictionary<string, string>
        {
            ["BENCH_PORT"] = "0",
            ["BENCH_MAX_CONN"] = (2 * connections + 100).ToString(CultureInfo.InvariantCulture),
            ["BENCH_PING_INTERVAL"] = "25",
            ["BENCH_PING_TIMEOUT"] = "20",
            ["BENCH_RECOVERY"] = isRecovering ? "true" : "false",
        }));
    }

    /// <summary>What the server's memory holds after a collection: bytes of the heap, resident bytes, and sockets.</summary>
    public async Task<(long Heap, long Resident, int Sockets)> MeasureAsync()
    {
        string[] numbers = (await _client.GetStringAsync(new Uri("memory", UriKind.Relative))).Split(' ');
        long[] values = [.. numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return (values[0], values[1], (int)values[2]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
