using Rpress.SocketIo.Protocol;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Acks of many clients, and how the waiting for them ends.</summary>
public sealed class BroadcastAckTests
{
    [Fact]
    public async Task Acks_ThatEndWhileClientsAreAsked_AreNotWaitedFor()
    {
        await using var server = await SocketIoServer.StartAsync(new RpressIo());
        SocketIoWire client = await server.JoinAsync();
        SocketIoPacket packet = SocketIoEncoder.Event("/", null, "x", [], server.Io.Json);

        await server.Io.Of("/").Adapter.BroadcastWithAckAsync(packet, new(), new EndingAcks());

        Assert.EndsWith("[\"x\"]", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(server.Io.Sockets).PendingAckCount);
    }

    [Fact]
    public async Task Time_OfAcks_EndsTheCountingOfServersToo()
    {
        var io = new RpressIo { Adapter = joined => new CountingAdapter(joined) };
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();
        Task<int[]?> asking = io.Timeout(TimeSpan.FromSeconds(1)).EmitWithAckAsync<int[]>("x", TestContext.Current.CancellationToken);

        await client.SendAsync($"43{(await client.ReadAsync())[2..^5]}[7]");

        AckTimeoutException error = await Assert.ThrowsAsync<AckTimeoutException>(() => asking.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(7, Assert.Single(error.Responses).Get<int>());
    }

    private sealed class EndingAcks : BroadcastAcks
    {
        public override void AddClientCount(int count) => End();

        public override void AddAnswer(EventArgument answer)
        {
        }
    }

    // as with a Redis that has stopped answering
    private sealed class CountingAdapter(RpressNamespace @namespace) : InMemoryAdapter(@namespace)
    {
        public override Task<int> GetServerCountAsync() => new TaskCompletionSource<int>().Task;
    }
}
