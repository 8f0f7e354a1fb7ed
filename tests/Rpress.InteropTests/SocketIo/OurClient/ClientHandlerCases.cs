namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>The handlers and listeners of our client: which run, in which order, and what becomes of what they throw.</summary>
public abstract class ClientHandlerCases : ClientCases
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Handlers_OfOneEvent_RunInOrderAndOnceOnesOnce(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var ran = new Recording<string>("a handler's run");
        client.Socket.On("echo", (int n) => ran.Add($"first {n}"));
        client.Socket.Once("echo", (int n) => ran.Add($"once {n}"));
        client.Socket.On("echo", async (int n) =>
        {
            await Task.Yield();
            ran.Add($"last {n}");
        });

        await client.EmitAsync("echo", 1);
        await client.EmitAsync("echo", 2);

        Assert.Equal(["first 1", "once 1", "last 1", "first 2", "last 2"], await ran.TakeAsync(5));
    }

    [Fact]
    public async Task Off_OfOneOrOfAll_TakesThemOut()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket);
        var ran = new Recording<string>("a handler's run");
        Action<int> first = n => ran.Add($"first {n}");
        client.Socket.On("echo", first);
        client.Socket.On("echo", (int n) => ran.Add($"second {n}"));
        var end = client.Record("broadcast");

        Assert.True(client.Socket.Off("echo", first));
        Assert.False(client.Socket.Off("echo", first));
        await client.EmitAsync("echo", 1);
        Assert.Equal("second 1", await ran.NextAsync());
        client.Socket.Off("echo");
        await client.EmitAsync("echo", 2);
        await using var other = await WatchAsync(server);
        await client.CallAllAsync("echo");
        await other.EmitAsync("broadcast");

        await end.NextAsync();
        Assert.True(ran.IsEmpty);
    }

    [Fact]
    public async Task Registration_OfALifeHandler_TakesItOutWhenDisposed()
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, ClientMode.WebSocket);
        var ran = new Recording<string>("a handler's run");
        using (client.Socket.OnConnect(() => ran.Add("connect")))
        using (client.Socket.OnDisconnect(_ => ran.Add("disconnect")))
        {
            await client.ConnectAsync();
            await client.DisconnectAsync();
            Assert.Equal(["connect", "disconnect"], await ran.TakeAsync(2));
        }

        await client.ConnectAsync();
        await client.DisconnectAsync();

        // the probe's own handlers were added before, and run before
        await client.ConnectAsync();
        await client.Connects.TakeAsync(3);
        await client.Disconnects.TakeAsync(2);
        Assert.True(ran.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task AnyListeners_InAndOut_SeeEveryEvent(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var (seen, sent, echo) = (new Recording<string>("an event in"), new Recording<string>("an event out"), client.Record("echo"));
        client.Socket.OnAny((name, arguments) => seen.Add($"{name} {arguments[0].Get<int>()}"));
        client.Socket.PrependAny((name, _) => seen.Add($"before {name}"));
        client.Socket.OnAnyOutgoing((name, arguments) => sent.Add($"{name} {arguments[0].Get<int>()}"));

        await client.EmitAsync("echo", 1);
        await client.EmitAsync("bytes", 2);

        Assert.Equal(["echo 1", "bytes 2"], await sent.TakeAsync(2));
        Assert.Equal(["before echo", "echo 1", "before bytes"], await seen.TakeAsync(3));
        await echo.NextAsync();
        Assert.True(client.Socket.OffAny());
        Assert.True(client.Socket.OffAnyOutgoing());
        await client.EmitAsync("echo", 3);
        Assert.Equal(3, (await echo.NextAsync())[0].Get<int>());
        Assert.True(sent.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Handlers_ThatThrow_EndNeitherTheConnectionNorLaterEvents(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        client.Socket.On("echo", (int n) => Fail(n));
        client.Socket.On("echo", async (int n) =>
        {
            await Task.Yield();
            Fail(n + 100);
        });
        var echo = client.Record("echo");

        await client.EmitAsync("echo", 1);
        await client.EmitAsync("echo", 2);
        var errors = await client.HandlerErrors.TakeAsync(4);

        Assert.Equal([1, 2], (await echo.TakeAsync(2)).Select(arguments => arguments[0].Get<int>()));
        Assert.Equal(["failed 1", "failed 101", "failed 2", "failed 102"], errors.Select(error => Assert.IsType<InvalidOperationException>(error.Error).Message));
        Assert.All(errors, error => Assert.Equal("echo", error.EventName));
        Assert.Equal("on", await client.CallAsync<string>("echo", "on"));
        Assert.True(client.Disconnects.IsEmpty);
    }

    [Fact]
    public async Task Question_WhoseHandlerThrows_IsNotAnswered()
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, ClientMode.WebSocket);
        client.Socket.On("question", (int n) => Fail(n));
        await client.ConnectAsync();

        var answer = await client.CallAsync<Answered<int?>>("ask", 200, new object[] { 1 });

        Assert.Equal(new(null, TimedOut: true), answer);
        Assert.Equal("question", (await client.HandlerErrors.NextAsync()).EventName);
    }

    [Fact]
    public async Task LifeHandlers_ThatThrow_AreFollowedByTheOthers()
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = ClientProbe.Make(proxy.Through(server.Address), ClientMode.WebSocket);
        var ran = new Recording<string>("a handler's run");
        using var failing = client.Socket.OnConnect((Action)(() => Fail(1)));
        using var failingAsync = client.Socket.OnDisconnect(async _ =>
        {
            await Task.Yield();
            Fail(2);
        });
        using var connects = client.Socket.OnConnect(() => ran.Add("connect"));
        using var disconnects = client.Socket.OnDisconnect(_ => ran.Add("disconnect"));

        await client.ConnectAsync();
        await client.CallAllAsync("echo");
        await BreakAsync(proxy, client);

        Assert.Equal(["connect", "disconnect", "connect"], await ran.TakeAsync(3));
        Assert.Equal("on", await client.CallAsync<string>("echo", "on"));
        Assert.Equal(["failed 1", "failed 2", "failed 1"], (await client.HandlerErrors.TakeAsync(3)).Select(error => error.Error.Message));
    }

    private static void Fail(int number) => throw new InvalidOperationException($"failed {number}");
}
