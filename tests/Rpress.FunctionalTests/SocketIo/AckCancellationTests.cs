using System.Collections.Concurrent;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>An ack that is not waited for any longer: one may be waited for at a time here, so one that were kept would refuse the next.</summary>
public sealed class AckCancellationTests : IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _source = new();
    private readonly RpressIo _io = new(config: new SocketIoConfig { MaxPendingAcks = 1 });

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task EmitWithAck_Cancelled_ThrowsAndForgets()
    {
        await using var server = await SocketIoServer.StartAsync(_io);
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = _io.Sockets.Single();
        Task<int> asking = socket.EmitWithAckAsync<int>("ask", _source.Token);
        Assert.Equal("""420["ask"]""", await client.ReadAsync());

        await AssertCancelledAsync(asking);

        await AssertNextIsAnsweredAsync(socket, client, 1);
    }

    [Fact]
    public async Task EmitWithAck_CancelledWithATimeSet_ThrowsAndForgets()
    {
        await using var server = await SocketIoServer.StartAsync(_io);
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = _io.Sockets.Single();
        Task<int> asking = socket.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int>("ask", _source.Token);
        Assert.Equal("""420["ask"]""", await client.ReadAsync());

        await AssertCancelledAsync(asking);

        await AssertNextIsAnsweredAsync(socket, client, 1);
    }

    [Fact]
    public async Task EmitWithAck_CancelledBefore_SendsNothing()
    {
        await using var server = await SocketIoServer.StartAsync(_io);
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = _io.Sockets.Single();
        RemoteSocket remote = Assert.Single(await _io.FetchSocketsAsync());
        await _source.CancelAsync();

        await AssertCancelledAsync(socket.EmitWithAckAsync<int>("ask", _source.Token));
        await AssertCancelledAsync(_io.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int[]>("ask", _source.Token));
        await AssertCancelledAsync(remote.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int>("ask", _source.Token));
        await AssertCancelledAsync(_io.ServerSide.EmitWithAckAsync<int[]>("ask", _source.Token));

        await AssertNextIsAnsweredAsync(socket, client, 0);
    }

    [Fact]
    public async Task BroadcastAck_Cancelled_ThrowsAndForgets()
    {
        await using var server = await SocketIoServer.StartAsync(_io);
        SocketIoWire client = await server.JoinAsync();
        Task<int[]?> asking = _io.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int[]>("ask", _source.Token);
        Assert.Equal("""420["ask"]""", await client.ReadAsync());

        await AssertCancelledAsync(asking);

        await AssertNextIsAnsweredAsync(_io.Sockets.Single(), client, 1);
    }

    [Fact]
    public async Task RemoteAck_Cancelled_ThrowsAndForgets()
    {
        await using var server = await SocketIoServer.StartAsync(_io);
        SocketIoWire client = await server.JoinAsync();
        RemoteSocket remote = Assert.Single(await _io.FetchSocketsAsync());
        Task<int> asking = remote.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int>("ask", _source.Token);
        Assert.Equal("""420["ask"]""", await client.ReadAsync());

        await AssertCancelledAsync(asking);

        await AssertNextIsAnsweredAsync(_io.Sockets.Single(), client, 1);
    }

    [Fact]
    public async Task ServerSideAck_Cancelled_Throws()
    {
        var all = new ConcurrentBag<LinkedAdapter>();
        RpressIo[] servers = [new() { Adapter = joined => new LinkedAdapter(joined, all) }, new() { Adapter = joined => new LinkedAdapter(joined, all) }];
        await using var first = await SocketIoServer.StartAsync(servers[0]);
        await using var second = await SocketIoServer.StartAsync(servers[1]);
        EventAck? asked = null;
        var hasCome = new TaskCompletionSource();
        servers[1].ServerSide.On("ask", (args, ack) =>
        {
            asked = ack;
            hasCome.SetResult();
        });
        Task<int[]?> asking = servers[0].ServerSide.EmitWithAckAsync<int[]>("ask", _source.Token);
        await hasCome.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);

        await AssertCancelledAsync(asking);

        await asked!.SendAsync("late");
    }

    private async Task AssertCancelledAsync(Task asking)
    {
        await _source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(_bound, TestContext.Current.CancellationToken));
        Assert.Equal(_source.Token, error.CancellationToken);
    }

    private static async Task AssertNextIsAnsweredAsync(RpressSocket socket, SocketIoWire client, int id)
    {
        Task<int> next = socket.EmitWithAckAsync<int>("next", TestContext.Current.CancellationToken);
        Assert.Equal($"""42{id}["next"]""", await client.ReadAsync());
        await client.SendAsync($"43{id}[7]");
        Assert.Equal(7, await next.WaitAsync(_bound, TestContext.Current.CancellationToken));
    }
}
