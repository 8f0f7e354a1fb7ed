using Microsoft.Extensions.Logging.Abstractions;
using Rpress.FunctionalTests.Server;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Client;

/// <summary>Very many clients in one process: when they are gone, nothing is left of them on either side.</summary>
[Collection(RunsAlone.Name)]
public sealed class CrowdTests
{
    private const int Size = 1_000;
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(2);

    private static readonly SocketTransport[][] _transports =
        [[SocketTransport.WebSocket], [SocketTransport.Polling], [SocketTransport.Polling, SocketTransport.WebSocket]];

    [Fact]
    public async Task Clients_1000ThatConnectAndExchange_LeaveNothing()
    {
        Assert.SkipWhen(FileLimit.Refuses(6 * Size) is not null, FileLimit.Refuses(6 * Size) ?? "");
        var io = new RpressIo();
        io.OnConnection(socket => socket.On("echo", (int number, byte[] bytes) => number + bytes.Length));
        await using TestServer server = await TestServer.StartAsync(new RpressApp(new RpressOptions
        {
            LoggerFactory = NullLoggerFactory.Instance,
            MaxConnections = 4 * Size, // one that polls has two
        }).AttachSocketIo(io));
        var clock = new CountingTimeProvider();
        await RunAsync(server, io, clock, Size / 10);
        (long memory, int sockets) = (await SocketIoLeftovers.MeasureAsync(server, io), OpenSockets());

        await RunAsync(server, io, clock, Size);

        SocketIoLeftovers.AssertNoLeak(memory, await SocketIoLeftovers.MeasureAsync(server, io));
        Assert.Equal(0, clock.LiveTimers);
        await Eventually.TrueAsync(() => OpenSockets() <= sockets, "the clients' sockets to be closed");
    }

    private static async Task RunAsync(TestServer server, RpressIo io, TimeProvider clock, int size)
    {
        SocketIoClient[] clients = [.. Enumerable.Range(0, size).Select(n => new SocketIoClient(
            $"http://{server.EndPoint}", new() { Transports = _transports[n % _transports.Length], TimeProvider = clock }))];

        await Task.WhenAll(clients.Select(client => client.ConnectAsync(TestContext.Current.CancellationToken))).WaitAsync(_bound, TestContext.Current.CancellationToken);
        Assert.Equal(size, io.Sockets.Count);
        int[] answers = await Task.WhenAll(clients.SelectMany((client, n) => Enumerable.Range(0, 5).Select(k =>
            client.EmitWithAckAsync<int>("echo", n * 5, new byte[k], TestContext.Current.CancellationToken)))).WaitAsync(_bound, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, size * 5), answers);

        // they go while they ask
        Task<int>[] asked = [.. clients.Select(client => client.EmitWithAckAsync<int>("echo", 1, Array.Empty<byte>(), TestContext.Current.CancellationToken))];
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask())).WaitAsync(_bound, TestContext.Current.CancellationToken);
        await Task.WhenAll(asked).WaitAsync(_bound, TestContext.Current.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(asked, ask => Assert.True(ask.IsCompletedSuccessfully || ask.Exception?.InnerException is SocketDisconnectedException));
    }

    // where there is no such folder, the server's counts have to do
    private static int OpenSockets() => Directory.Exists("/proc/self/fd")
        ? Directory.EnumerateFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;
}
