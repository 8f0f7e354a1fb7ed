using System.Collections.Concurrent;
using Rpress.SocketIo.Protocol;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>What stands between a socket's events and their handlers: listeners of every event, then middleware.</summary>
public sealed class EventMiddlewareTests
{
    [Fact]
    public async Task Event_OnItsWay_PassesListenersThenMiddlewareThenHandlers()
    {
        var steps = new ConcurrentQueue<string>();
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.On("say", (string text) =>
            {
                steps.Enqueue("handler");
                return text;
            });
            socket.Use(async (socketEvent, next) =>
            {
                steps.Enqueue($"before {socketEvent.Name} {socketEvent.Arguments[0].Get<string>()}");
                await next();
                steps.Enqueue("after");
            });
            socket.Use((_, next) => next());
            socket.OnAny((name, arguments) => steps.Enqueue($"any {name} {arguments.Count}"));
            socket.PrependAny(async (name, _) =>
            {
                await Task.Yield();
                steps.Enqueue("first");
            });
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["say","hello"]""");

        Assert.Equal("""431["hello"]""", await client.ReadAsync());
        await Eventually.TrueAsync(() => steps.Count == 5, "all steps to be taken");
        Assert.Equal(["first", "any say 1", "before say hello", "handler", "after"], steps);
    }

    [Fact]
    public async Task EventMiddleware_ThatThrows_KeepsTheEventFromHandlersAndTellsErrorHandlers()
    {
        var errors = new ConcurrentQueue<Exception>();
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.Use((socketEvent, next) => socketEvent.Name == "forbidden" ? throw new SocketMiddlewareException("unauthorized event", 7) : next());
            socket.On("forbidden", () => "reached");
            socket.On("fence", () => "fence");
            socket.OnError(errors.Enqueue);
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["forbidden"]""");
        await client.SendAsync("""422["fence"]""");

        Assert.Equal("""432["fence"]""", await client.ReadAsync());
        await Eventually.TrueAsync(() => errors.Count == 1, "the error handler to be told");
        var error = Assert.IsType<SocketMiddlewareException>(Assert.Single(errors));
        Assert.Equal(("unauthorized event", 7), (error.Message, error.ErrorData));
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task EventMiddleware_ThatThrowsWithoutErrorHandlers_IsLogged()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.Use((socketEvent, next) => socketEvent.Name == "fence" ? next() : throw new InvalidOperationException("broken"));
            socket.On("fence", () => "fence");
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""42["any"]""");
        await client.SendAsync("""422["fence"]""");

        Assert.Equal("""432["fence"]""", await client.ReadAsync());
        Assert.Contains("Middleware refused the event 'any'", Assert.Single(server.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventMiddleware_ThatAnswersItself_KeepsTheHandlersOut()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.Use((socketEvent, _) => socketEvent.Ack.SendAsync("busy"));
            socket.On("say", () => "handled");
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["say"]""");

        Assert.Equal("""431["busy"]""", await client.ReadAsync());
    }

    [Fact]
    public async Task MalformedPacket_OfAConnection_IsToldToItsSocketsErrorHandlers()
    {
        var told = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.OnError(told.SetResult);
            socket.OnDisconnect(reason.SetResult);
            socket.On("fence", () => "fence");
        });
        SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("""421["fence"]""");
        await client.ReadAsync();

        await client.SendAsync("42{}");

        Assert.IsType<PacketFormatException>(await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Same(DisconnectReason.ForcedClose, await reason.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Listener_ThatThrows_KeepsNobodyElseOut()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.OnAny((_, _) => throw new InvalidOperationException("broken"));
            socket.OnAnyOutgoing((_, _) => throw new InvalidOperationException("broken"));
            socket.On("say", () => socket.EmitAsync("said"));
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""42["say"]""");

        Assert.Equal("""42["said"]""", await client.ReadAsync());
        await Eventually.TrueAsync(() => server.Failures.Count == 2, "both failures to be logged");
    }

    [Fact]
    public async Task OutgoingListeners_OfASocket_SeeWhatIsSentToItAndNoAcks()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            Action<string, EventArguments> listener = (name, arguments) => seen.Enqueue($"{name} {arguments.Count}");
            socket.OnAnyOutgoing(listener);
            socket.PrependAnyOutgoing((name, _) => seen.Enqueue("first " + name));
            socket.On("say", () => "an ack");
            socket.On("stop", () => socket.OffAnyOutgoing(listener) && !socket.OffAnyOutgoing(listener) && socket.OffAnyOutgoing());
        });
        SocketIoWire client = await server.JoinAsync();
        RpressSocket connected = Assert.Single(server.Io.Sockets);
        await client.SendAsync("""421["say"]""");
        await client.ReadAsync();

        await connected.EmitAsync("direct", 1, 2);
        await server.Io.EmitAsync("broadcast", 3);
        _ = connected.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int>("question", TestContext.Current.CancellationToken);
        Assert.Equal(["first direct", "direct 2", "first broadcast", "broadcast 1", "first question", "question 0"], seen);
        await client.ReadAsync(3);
        await client.SendAsync("""422["stop"]""");
        Assert.Equal("432[true]", await client.ReadAsync());
        await connected.EmitAsync("unseen");

        Assert.Equal(6, seen.Count);
    }

    [Fact]
    public async Task Listener_ThatWasTakenOut_SeesNothingMore()
    {
        int seen = 0;
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            Action<string, EventArguments> listener = (_, _) => seen++;
            socket.OnAny(listener);
            socket.On("stop", () => socket.OffAny(listener));
            socket.On("fence", () => "fence");
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["stop"]""");
        await client.SendAsync("""422["fence"]""");

        Assert.Equal(["431[true]", """432["fence"]"""], await client.ReadAsync(2));
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Once_OfAnEvent_RunsForTheNextOneAlone()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.Once("count", () => "once");
            socket.On("count", () => "always");
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["count"]""");
        await client.SendAsync("""422["count"]""");

        Assert.Equal(["""431["once"]""", """432["always"]"""], await client.ReadAsync(2));
    }

    [Fact]
    public async Task Once_OfConcurrentEvents_RunsForOne()
    {
        int runs = 0;
        await using var server = await SocketIoServer.StartAsync(
            socket =>
            {
                socket.Once("count", () => { Interlocked.Increment(ref runs); });
                socket.On("count", () => "counted");
            },
            new() { EventConcurrency = 8 });
        SocketIoWire client = await server.JoinAsync();

        for (int i = 0; i < 50; i++)
        {
            await client.SendAsync($"42{i}[\"count\"]");
        }

        await client.ReadAsync(50);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Off_OfHandlers_TakesThemOut()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            Func<string> first = () => "first";
            socket.On("a", first);
            socket.On("a", () => "second");
            socket.On("b", () => "b");
            socket.On("fence", () => "fence");
            socket.On("off", (int step) =>
            {
                switch (step)
                {
                    case 1:
                        return socket.Off("a", first) && !socket.Off("a", first);
                    case 2:
                        socket.Off("a");
                        return true;
                    default:
                        socket.Off();
                        return true;
                }
            });
        });
        SocketIoWire client = await server.JoinAsync();

        foreach (string packet in (string[])["1[\"a\"]", "2[\"off\",1]", "3[\"a\"]", "4[\"off\",2]", "5[\"a\"]", "6[\"b\"]", "7[\"off\",3]", "8[\"b\"]"])
        {
            await client.SendAsync("42" + packet);
        }

        Assert.Equal(
            ["""431["first"]""", "432[true]", """433["second"]""", "434[true]", """436["b"]""", "437[true]"], await client.ReadAsync(6));
    }
}
