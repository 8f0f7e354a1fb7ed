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

    private sealed class EndingAcks : BroadcastAcks
    {
        public override void AddClientCount(int count) => End();

        public override void AddAnswer(EventArgument answer)
        {
        }
    }
}
