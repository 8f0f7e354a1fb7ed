namespace Rpress.Testing.Tests;

public sealed class SocketIoClientTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    public static TheoryData<SocketTransport[]> Transports { get; } =
        new([SocketTransport.WebSocket], [SocketTransport.Polling], [SocketTransport.Polling, SocketTransport.WebSocket]);

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Client_InMemory_ExchangesEventsAndAcks(SocketTransport[] transports)
    {
        await using RpressTestServer server = await StartAsync();
        await using SocketIoClient client = server.CreateSocketIoClient("/admin", new() { Transports = transports });
        var received = new TaskCompletionSource<string>();
        client.On("welcome", (string text) => received.TrySetResult(text));
        await client.ConnectAsync(TestContext.Current.CancellationToken);

        string? answer = await client.EmitWithAckAsync<string>("greet", "Ada", TestContext.Current.CancellationToken).WaitAsync(_bound, TestContext.Current.CancellationToken);

        Assert.Equal("Hello, Ada!", answer);
        Assert.Equal("/admin", await received.Task.WaitAsync(_bound, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Server_Disposed_EndsItsClients()
    {
        RpressTestServer server = await StartAsync();
        SocketIoClient client = server.CreateSocketIoClient("/admin");
        await client.ConnectAsync(TestContext.Current.CancellationToken);

        await server.DisposeAsync();

        Assert.False(client.IsActive);
        Assert.Throws<ObjectDisposedException>(client.Connect);
    }

    [Fact]
    public async Task Client_WithTls_IsRefusedAtTheCall()
    {
        await using RpressTestServer server = await StartAsync();

        var error = Assert.Throws<ArgumentException>(() => server.CreateSocketIoClient(options: new() { Tls = new() }));

        Assert.Contains("Tls", error.Message, StringComparison.Ordinal);
    }

    private static Task<RpressTestServer> StartAsync()
    {
        var io = new RpressIo();
        io.Of("/admin").OnConnection(async socket =>
        {
            socket.On("greet", (string name) => $"Hello, {name}!");
            await socket.EmitAsync("welcome", socket.Namespace.Name);
        });
        var app = new RpressApp();
        app.AttachSocketIo(io);
        return RpressTestServer.StartAsync(app, TestContext.Current.CancellationToken);
    }
}
