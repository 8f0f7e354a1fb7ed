using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Our client disposed in the middle of something: it ends soon, and leaves nothing waiting.</summary>
public abstract class ClientDisposeCases : ClientCases
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatIsConnected_LeavesTheServer(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var watcher = await WatchAsync(server);
        var client = await ClientProbe.ConnectAsync(server.Address, mode);
        await client.SettleAsync();
        var unanswered = client.Socket.EmitWithAckAsync<int>("never", "a", TestContext.Current.CancellationToken);

        await client.DisposeAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => unanswered.InTimeAsync("that the ack fails"));
        Assert.True(unanswered.IsCompleted);
        Assert.False(client.Socket.IsConnected);
        await Eventually.TrueAsync(async () => await watcher.CallAsync<int>("connections") == 1, "that the server has forgotten the client");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatConnects_StopsConnecting(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        var client = ClientProbe.Make(proxy.Through(server.Address), mode);
        proxy.Hold(TcpDirection.ToClient);
        var connecting = client.Socket.ConnectAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => proxy.Forwarded(TcpDirection.ToServer) > 0, "that the client has asked");

        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => connecting.InTimeAsync("that connecting fails"));
        Assert.True(connecting.IsCompleted);
        Assert.True(client.Connects.IsEmpty);
        proxy.Resume(TcpDirection.ToClient);
        await Eventually.TrueAsync(() => proxy.OpenConnections == 0, "that its connections are closed");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatReconnects_StopsReconnecting(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        var unsent = StartLostAsync();
        await client.Disconnects.NextAsync();
        await client.ReconnectAttempts.NextAsync();
        var buffered = client.Socket.EmitWithAckAsync<int>("echo", 1, TestContext.Current.CancellationToken);

        await client.DisposeAsync();
        proxy.Accept();

        await Assert.ThrowsAnyAsync<Exception>(() => unsent.InTimeAsync("that the ack fails"));
        await Assert.ThrowsAnyAsync<Exception>(() => buffered.InTimeAsync("that the buffered event fails"));
        Assert.True(unsent.IsCompleted && buffered.IsCompleted);
        Assert.True(client.Connects.IsEmpty && client.Reconnects.IsEmpty);

        Task<int> StartLostAsync()
        {
            var lost = client.Socket.EmitWithAckAsync<int>("never", "a");
            proxy.Refuse();
            proxy.CutAll();
            return lost;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatEmits_FailsWhatIsNotSent(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var content = RandomBytes(50_000);
        var acks = new List<Task>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var emitting = Task.Run(
            async () =>
            {
                while (true)
                {
                    var ack = client.Socket.EmitArgumentsWithAckAsync("echo", [content]);
                    acks.Add(ack);
                    await ack;
                    first.TrySetResult();
                }
            },
            TestContext.Current.CancellationToken);
        await first.Task.InTimeAsync("the first ack");

        await client.DisposeAsync();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => emitting.InTimeAsync("that emitting fails"));
        Assert.True(error is SocketDisconnectedException or ObjectDisposedException or OperationCanceledException, error.ToString());
        Assert.All(acks, ack => Assert.True(ack.IsCompleted));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_WhoseHandlerRuns_EndsWithIt(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        var client = ClientProbe.Make(server.Address, mode);
        var (entered, left) = (new Recording<bool>("that the handler runs"), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        client.Socket.On("echo", async () =>
        {
            entered.Add(true);
            await left.Task;
        });
        await client.ConnectAsync();
        await client.EmitAsync("echo");
        await entered.NextAsync();

        // it may wait for the handler or not, but needs nothing else
        var disposing = client.DisposeAsync().AsTask();
        left.SetResult();

        await disposing;
        Assert.False(client.Socket.IsConnected);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_DisposedByItsHandler_DoesNotWaitForItself(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        var disposed = new Recording<bool>("that the handler has disposed the client");
        client.Socket.On("echo", async () =>
        {
            await client.Client.DisposeAsync();
            disposed.Add(true);
        });
        await client.ConnectAsync();

        await client.EmitAsync("echo");

        Assert.True(await disposed.NextAsync());
        Assert.False(client.Socket.IsConnected);
    }

    [Fact]
    public async Task Client_ThatNeverConnected_EndsAtOnce()
    {
        var client = ClientProbe.Make(new Uri("http://127.0.0.1:1/"), ClientMode.Upgrade);
        await client.EmitAsync("note", "never");

        await client.DisposeAsync();

        Assert.Equal((false, false), (client.Socket.IsConnected, client.Socket.IsActive));
    }
}
