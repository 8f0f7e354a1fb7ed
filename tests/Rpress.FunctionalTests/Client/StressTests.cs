using System.Collections.Concurrent;
using System.Diagnostics;
using Rpress.FunctionalTests.Server;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Client;

/// <summary>Everything that can be done to a client, at once and again and again: nothing hangs, nothing is left, and no failure goes unseen.</summary>
[Collection(RunsAlone.Name)]
public sealed class StressTests
{
    private const int Users = 6;
    private const int Threads = 4;
    private const int Seed = 20260117;
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(60);

    public static TheoryData<SocketTransport[], int> Modes => new()
    {
        { [SocketTransport.WebSocket], 0 },
        { [SocketTransport.Polling], 0 },
        { [SocketTransport.Polling, SocketTransport.WebSocket], 0 },
        { [SocketTransport.Polling, SocketTransport.WebSocket], 2 },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public Task Client_UsedAtRandom_NeitherHangsNorLeaks(SocketTransport[] transports, int retries) =>
        RunAsync(transports, retries, TimeSpan.FromSeconds(1));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Modes))]
    public Task Client_UsedAtRandomForLong_NeitherHangsNorLeaks(SocketTransport[] transports, int retries) =>
        RunAsync(transports, retries, TimeSpan.FromMinutes(1));

    private static async Task RunAsync(SocketTransport[] transports, int retries, TimeSpan duration)
    {
        // what other tests have left is not this one's
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var unobserved = new ConcurrentBag<Exception>();
        void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception);
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        try
        {
            RpressIo io = CreateIo();
            await using TestServer server = await SocketIoLeftovers.StartAsync(io);
            await using var proxy = TcpProxy.Start(server.Port);
            await UseAsync(proxy, () => CreateClient(proxy, transports, retries), duration);
            Assert.True(proxy.MadeConnections > 2 * Users, $"Only {proxy.MadeConnections} connections were made: that is no stress.");
            await SocketIoLeftovers.MeasureAsync(server, io);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
        }

        Assert.Empty(unobserved);
    }

    private static async Task UseAsync(TcpProxy proxy, Func<SocketIoClient> create, TimeSpan duration)
    {
        RandomUser[] users = [.. Enumerable.Range(0, Users).Select(_ => new RandomUser(create))];
        List<Task>[] begun = await Task.WhenAll(Enumerable.Range(0, Threads).Select(n => Task.Run(() => ActAsync(users, proxy, new Random(Seed + n), duration))))
            .WaitAsync(duration + _bound, TestContext.Current.CancellationToken);
        await Task.WhenAll(users.Select(user => user.AssertAliveAsync()));
        await Task.WhenAll(users.Select(user => user.EndAsync()));
        await Task.WhenAll(begun.SelectMany(actions => actions)).WaitAsync(_bound, TestContext.Current.CancellationToken);
    }

    /// <returns>What has not ended yet.</returns>
    private static async Task<List<Task>> ActAsync(RandomUser[] users, TcpProxy proxy, Random random, TimeSpan duration)
    {
        long begin = Stopwatch.GetTimestamp();
        var actions = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (Stopwatch.GetElapsedTime(begin) < duration)
        {
            actions.Add(users[random.Next(users.Length)].ActAsync(random, proxy));
            actions.RemoveAll(action => action.IsCompletedSuccessfully);
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return actions;
    }

    private static RpressIo CreateIo()
    {
        var io = new RpressIo(new EioConfig { PingInterval = TimeSpan.FromSeconds(1), PingTimeout = TimeSpan.FromSeconds(1) });
        io.Of("/admin").Use(async (_, next) =>
        {
            await Task.Yield();
            await next();
        });
        io.OnConnection(Handle);
        io.Of("/admin").OnConnection(Handle);
        return io;
    }

    private static void Handle(RpressSocket socket)
    {
        socket.On("echo", (int number) => number);
        socket.On("note", (int number) => number);
        socket.On("leave", () => socket.DisconnectAsync());
        socket.On("ask", async () =>
        {
            await socket.EmitAsync("question", 1);
            return 1;
        });
    }

    private static SocketIoClient CreateClient(TcpProxy proxy, SocketTransport[] transports, int retries)
    {
        var client = new SocketIoClient($"http://127.0.0.1:{proxy.Port}", new()
        {
            Transports = transports,
            Retries = retries,
            ReconnectionDelay = TimeSpan.FromMilliseconds(1),
            ReconnectionDelayMax = TimeSpan.FromMilliseconds(20),
            ConnectTimeout = TimeSpan.FromSeconds(2),
            AckTimeout = TimeSpan.FromSeconds(2),
        });
        client.On("question", (int number) => client.EmitAsync("note", number));
        client.OnConnect(() => client.EmitAsync("note", 0));
        return client;
    }
}
