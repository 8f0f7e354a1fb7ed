using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Events that clients send: which handlers run, in what order, and what the reader does meanwhile.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Event_WithSeveralHandlers_RunsThemInOrder()
    {
        var calls = new ConcurrentQueue<string>();
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.On("a", async () =>
            {
                await Task.Yield();
                calls.Enqueue("first");
            });
            socket.On("a", () => calls.Enqueue("second"));
            socket.On("a", () => "third");
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""420["a"]""");

        Assert.Equal("""430["third"]""", await client.ReadAsync());
        Assert.Equal(["first", "second"], calls);
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Events_OfOneSocket_AreHandledInOrderOneAtATime(string transport)
    {
        int running = 0, most = 0;
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("n", async (int n) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            await socket.EmitAsync("n", n);
        }));
        SocketIoWire client = await server.JoinAsync(transport: transport);

        await client.SendAsync(transport == EioConfig.Polling
            ? string.Join('\u001e', Enumerable.Range(0, 100).Select(n => $"""42["n",{n}]"""))
            : """42["n",0]""");
        for (int n = 1; n < 100 && transport != EioConfig.Polling; n++)
        {
            await client.SendAsync($"""42["n",{n}]""");
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"""42["n",{n}]"""), await client.ReadAsync(100));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Events_WithConcurrency_RunTogetherUpToIt()
    {
        int running = 0;
        var release = new TaskCompletionSource();
        await using var server = await SocketIoServer.StartAsync(
            socket => socket.On("n", async () =>
            {
                Interlocked.Increment(ref running);
                await release.Task;
                Interlocked.Decrement(ref running);
                return true;
            }),
            new SocketIoConfig { EventConcurrency = 3 });
        SocketIoWire client = await server.JoinAsync();

        for (int n = 0; n < 5; n++)
        {
            await client.SendAsync($"""42{n}["n"]""");
        }

        await client.SendAsync("3"); // read after the events
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 3, "three handlers");
        release.SetResult();
        string[] acks = await client.ReadAsync(5);
        Assert.Equal(["430[true]", "431[true]", "432[true]", "433[true]", "434[true]"], acks.Order());
    }

    [Theory]
    [InlineData(EioConfig.WebSocket, true)]
    [InlineData(EioConfig.WebSocket, false)]
    [InlineData(EioConfig.Polling, true)]
    [InlineData(EioConfig.Polling, false)]
    public async Task Handler_ThatDoesNotEnd_HoldsUpNeitherAcksNorTheEnd(string transport, bool isBlocking)
    {
        using var blocked = new ManualResetEventSlim();
        var (begun, release, left) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<DisconnectReason>());
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.OnDisconnect(left.SetResult);
            socket.On("hang", () =>
            {
                begun.SetResult();
                if (isBlocking)
                {
                    blocked.Wait(TestContext.Current.CancellationToken);
                }

                return release.Task;
            });
        });
        SocketIoWire client = await server.JoinAsync(transport: transport);
        await client.SendAsync("""42["hang"]""");
        await begun.Task;

        Task<int> answer = server.Io.Sockets.Single().EmitWithAckAsync<int>("question", TestContext.Current.CancellationToken);
        Assert.Equal("""420["question"]""", await client.ReadAsync());
        await client.SendAsync("430[7]");
        Assert.Equal(7, await answer);
        await client.SendAsync("41");

        Assert.Same(DisconnectReason.ClientNamespaceDisconnect, await left.Task);
        blocked.Set();
        release.SetResult();
    }

    [Fact]
    public async Task Events_BeforeTheConnectionHandlerHasEnded_AreNotLost()
    {
        var release = new TaskCompletionSource();
        var io = new RpressIo();
        io.OnConnection(async socket =>
        {
            await release.Task;
            socket.On("early", (int n) => n);
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("""421["early",1]""");
        await client.SendAsync("""422["early",2]""");

        release.SetResult();

        Assert.Equal(["431[1]", "432[2]"], await client.ReadAsync(2));
    }

    [Fact]
    public async Task ConnectionHandler_ThatThrows_IsLoggedAndEventsRun()
    {
        var io = new RpressIo();
        io.OnConnection(_ => throw new InvalidOperationException("broken"));
        io.OnConnection(socket => socket.On("a", () => 1));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["a"]""");

        Assert.Equal("431[1]", await client.ReadAsync());
        Assert.Equal("broken", Assert.Single(server.Failures).Exception?.Message);
    }

    [Fact]
    public async Task Handler_WhoseArgumentsDoNotFit_IsNotCalledAndTheOthersAre()
    {
        var errors = new ConcurrentQueue<string>();
        var io = new RpressIo();
        io.OnArgumentError((socket, name, error) => errors.Enqueue($"{socket.IsConnected} {name}"));
        io.OnConnection(socket =>
        {
            socket.On("add", (int a, int b) => a + b);
            socket.On("add", args => socket.EmitAsync("raw", args.Count));
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["add",1,"two"]""");

        Assert.Equal("""42["raw",2]""", await client.ReadAsync());
        await client.SendAsync("""422["add",1,2]""");
        Assert.Equal("432[3]", await client.ReadAsync());
        CollectedLogEntry entry = Assert.Single(server.Failures);
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Equal(["True add"], errors);
    }

    [Fact]
    public async Task ArgumentErrorHandler_ThatAnswers_IsAwaited()
    {
        var io = new RpressIo();
        io.OnArgumentError((_, _, _) => throw new InvalidOperationException("the first"));
        io.OnArgumentError(async (socket, name, _) =>
        {
            await Task.Yield();
            await socket.EmitAsync("wrong", name);
        });
        io.OnConnection(socket => socket.On("add", (int a, int b) => a + b));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""42["add"]""");

        Assert.Equal("""42["wrong","add"]""", await client.ReadAsync());
    }

    [Fact]
    public async Task Handler_GivenHalfASurrogatePair_IsNotCalled()
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("say", (string text) => text));
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["say","\ud800"]""");
        await client.SendAsync("""422["say","ok"]""");

        Assert.Equal("""432["ok"]""", await client.ReadAsync());
        Assert.Equal(LogLevel.Warning, Assert.Single(server.Failures).Level);
    }

    [Fact]
    public async Task On_WithATypeNoContextKnows_IsLoggedAsAFailureOfTheConnectionHandler()
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("a", (EventAck ack) => ack.SendAsync()));

        await server.JoinAsync();

        await Eventually.TrueAsync(() => server.Failures.Count == 1, "the log line");
        Assert.IsType<NotSupportedException>(server.Failures[0].Exception);
    }
}
