namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Questions and answers between our client and a server.</summary>
public abstract class ClientAckCases : ClientCases
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Question_OfTheServer_IsAnsweredWithWhatTheHandlerReturns(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);

        client.Socket.On("question", (string text) => text + "!");
        Assert.Equal(new("why!"), await AskAsync<string>(client, "why"));

        client.Socket.Off("question");
        client.Socket.On("question", async (string text) =>
        {
            await Task.Yield();
            return new[] { text, "later" };
        });
        Assert.Equal(["why", "later"], (await AskAsync<string[]>(client, "why")).Answer!);

        client.Socket.Off("question");
        client.Socket.On("question", (arguments, ack) => ack.SendAsync(arguments[0].Get<int>() + arguments[1].Get<int>()));
        Assert.Equal(new(5), await AskAsync<int>(client, 2, 3));
    }

    [Fact]
    public async Task Question_WithoutAnAnswer_TimesOutAtTheServer()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket);
        var question = client.Record("question");

        var answer = await client.CallAsync<Answered<string>>("ask", 50, new object[] { "anybody?" });

        Assert.Equal(new(null, TimedOut: true), answer);
        Assert.Equal("anybody?", (await question.NextAsync())[0].Get<string>());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Handler_ThatAsksTheServerItself_IsAnswered(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        client.Socket.On("echo", async (string name) => await client.EmitAsync("note", await client.CallAsync<string>("greet", name)));
        await client.ConnectAsync();

        await client.EmitAsync("echo", "Ada");
        await client.EmitAsync("echo", "Bob");
        var end = client.Record("end");
        await client.CallAsync<bool>("stall", client.Socket.Id, 1);
        await end.NextAsync(); // behind both, and handled behind them

        Assert.Equal(["Hello, Ada!", "Hello, Bob!"], await client.CallAsync<string[]>("notes"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Acks_TenThousandAtOnce_EachGetTheirOwn(ClientMode mode)
    {
        const int Count = 10_000;
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);

        // the server answers the last one first, and none before it has all of them
        var acks = Enumerable.Range(0, Count).Select(i => client.Socket.EmitWithAckAsync<int>("reverse", Count, i)).ToArray();

        Assert.Equal(Enumerable.Range(0, Count), await Task.WhenAll(acks).InTimeAsync("all answers"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Timeout_WithoutAnAnswer_EndsTheWaitAndNothingElse(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);

        await Assert.ThrowsAsync<TimeoutException>(
            () => client.Socket.Timeout(TimeSpan.FromMilliseconds(50)).EmitWithAckAsync<int>("never", "a", TestContext.Current.CancellationToken).InTimeAsync("that the time is over"));

        Assert.Equal("still", await client.CallAsync<string>("echo", "still"));
        Assert.True(client.Disconnects.IsEmpty);
    }

    [Fact]
    public async Task AckTimeout_OfTheOptions_HoldsWhereNoOtherIsSet()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(
            server.Address, ClientMode.WebSocket, options => options.AckTimeout = TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAsync<TimeoutException>(() => client.Socket.EmitWithAckAsync<int>("never", "a", TestContext.Current.CancellationToken).InTimeAsync("that the time is over"));

        Assert.Equal("slow", await client.Socket.Timeout(TimeSpan.FromSeconds(15)).EmitWithAckAsync<string>("echo", "slow", TestContext.Current.CancellationToken).InTimeAsync("the answer"));
    }

    [Fact]
    public async Task Timeout_OfAnEventThatWaitsForTheConnection_TakesItBack()
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, ClientMode.WebSocket);

        await Assert.ThrowsAsync<TimeoutException>(
            () => client.Socket.Timeout(TimeSpan.FromMilliseconds(20)).EmitWithAckAsync<int>("note", "late", TestContext.Current.CancellationToken).InTimeAsync("that the time is over"));
        await client.EmitAsync("note", "kept");
        await client.ConnectAsync();

        Assert.Equal(["kept"], await client.CallAsync<string[]>("notes"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Ack_OfAConnectionThatIsLost_Fails(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        var first = client.Socket.EmitWithAckAsync<int>("reverse", 3, 1, TestContext.Current.CancellationToken);
        var second = client.Socket.Timeout(TimeSpan.FromMinutes(10)).EmitWithAckAsync<int>("reverse", 3, 2, TestContext.Current.CancellationToken);
        await client.CallAllAsync("echo"); // both have gone out

        await BreakAsync(proxy, client);

        await Assert.ThrowsAsync<SocketDisconnectedException>(() => first.InTimeAsync("that the ack fails"));
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => second.InTimeAsync("that the ack fails"));
        await client.Connects.NextAsync();
        Assert.Equal(4, await client.CallAsync<int>("echo", 4));
    }

    private static Task<Answered<T>> AskAsync<T>(ClientProbe client, params object[] arguments) => client.CallAsync<Answered<T>>("ask", 10_000, arguments);
}
