namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>What is taken back from our client: handlers by their registrations, questions by their tokens.</summary>
public abstract class ClientTakeBackCases : ClientCases
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Registration_OfAHandler_TakesItOutWhenDisposed(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var ran = new Recording<string>("a handler's run");
        var (first, once) = (client.Socket.On("echo", (int n) => ran.Add($"first {n}")), client.Socket.Once("echo", (int n) => ran.Add($"once {n}")));
        using var last = client.Socket.On("echo", (int n) => ran.Add($"last {n}"));

        await client.EmitAsync("echo", 1);
        Assert.Equal(["first 1", "once 1", "last 1"], await ran.TakeAsync(3));
        first.Dispose();
        once.Dispose();
        first.Dispose();
        await client.EmitAsync("echo", 2);

        Assert.Equal("last 2", await ran.NextAsync());
        Assert.True(ran.IsEmpty);
    }

    [Fact]
    public async Task Registration_OfAOnceHandler_TakesItOutBeforeItsEvent()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket);
        var ran = new Recording<string>("a handler's run");

        client.Socket.Once("echo", () => ran.Add("once")).Dispose();
        var echo = client.Record("echo");
        await client.EmitAsync("echo");

        await echo.NextAsync();
        Assert.True(ran.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Question_ThatIsCanceled_EndsTheWaitAlone(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        using var canceled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = client.Socket.EmitWithAckAsync<int>("reverse", 2, 1, canceled.Token);

        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.InTimeAsync("that the wait ends"));

        // the answer to the first comes all the same, behind that to the second
        Assert.Equal(2, await client.CallAsync<int>("reverse", 2, 2));
        Assert.Equal("on", await client.CallAsync<string>("echo", "on"));
        Assert.True(client.Disconnects.IsEmpty && client.HandlerErrors.IsEmpty);
    }

    [Fact]
    public async Task Question_WithACanceledToken_IsNotAsked()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Socket.EmitWithAckAsync<int>("note", "never", new CancellationToken(canceled: true)).InTimeAsync("that the wait ends"));

        Assert.Empty(await client.CallAsync<string[]>("notes"));
    }
}
