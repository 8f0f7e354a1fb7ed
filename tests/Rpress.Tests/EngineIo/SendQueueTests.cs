using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress.Tests.EngineIo;

/// <summary>What waits to be sent: its limit, its order, its frames.</summary>
public sealed class SendQueueTests
{
    private static readonly OutgoingMessage _message = HandEngine.Text("0123456789");

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Polling_AroundTheLimit_TakesWhatFits(int spare, bool fits)
    {
        var engine = new HandEngine(new() { MaxSendQueueSize = (3 * _message.Size) + spare });
        EngineSession session = engine.OpenPolling();

        for (int i = 0; i < 3; i++)
        {
            session.Send(_message);
        }

        Assert.Equal(fits ? [] : ["send queue full"], engine.Reasons);
        Assert.Equal(fits ? 1 : 0, engine.Server.SessionCount);
    }

    [Fact]
    public async Task Polling_OneMessageLargerThanTheLimit_PassesWhereNothingWaits()
    {
        var engine = new HandEngine(new() { MaxSendQueueSize = 1 });
        EngineSession session = engine.OpenPolling();

        session.Send(_message);

        Assert.Equal("40123456789", HandEngine.TextOf(await HandEngine.PollAsync(session)));
        session.Send(_message);
        Assert.Empty(engine.Reasons);
        session.Send(_message);
        Assert.Equal(["send queue full"], engine.Reasons);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public async Task WebSocket_AroundTheLimit_TakesWhatFits(int spare, bool fits)
    {
        var engine = new HandEngine(new() { MaxSendQueueSize = (3 * _message.Size) + spare });
        var (session, connection, run) = engine.OpenWebSocket();
        connection.Output.IsHeld = true;
        session.Send(_message);

        for (int i = 0; i < 3; i++)
        {
            session.Send(_message);
        }

        Assert.Equal(fits ? [] : ["send queue full"], engine.Reasons);
        Assert.Equal(!fits, connection.IsAborted);
        connection.Output.Release();
        if (fits)
        {
            connection.End();
        }

        await run;
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    [Fact]
    public async Task WebSocket_OneMessageLargerThanTheLimit_PassesWhereNothingWaits()
    {
        var engine = new HandEngine(new() { MaxSendQueueSize = 1 });
        var (session, connection, _) = engine.OpenWebSocket();
        connection.Output.IsHeld = true;
        session.Send(_message);

        session.Send(_message);

        Assert.Empty(engine.Reasons);
        connection.Output.Release();
        await connection.Output.ReachAsync(3);
        session.Send(_message);
        Assert.Empty(engine.Reasons);
    }

    [Fact]
    public async Task WebSocket_AfterASlowWrite_SendsWhatWaitedInOneWriteAndInOrder()
    {
        var engine = new HandEngine();
        var (session, connection, _) = engine.OpenWebSocket();
        connection.Output.IsHeld = true;
        for (int i = 0; i < 100; i++)
        {
            session.Send(HandEngine.Text($"{i}"));
        }

        connection.Output.Release();
        await connection.Output.ReachAsync(3);

        Assert.Equal(3, connection.Output.Flushes.Count);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"4{i}"), connection.Texts.Skip(1));
    }

    [Fact]
    public async Task Close_WithMessagesWaiting_ComesAfterThem()
    {
        var engine = new HandEngine(new() { MaxSendQueueSize = 2 * _message.Size });
        var (session, connection, run) = engine.OpenWebSocket();
        connection.Output.IsHeld = true;
        session.Send(_message);
        session.Send(_message);
        session.Send(_message);

        session.Close(DisconnectReason.ForcedServerClose);
        session.Send(_message);
        connection.Output.Release();
        connection.End();
        await run;

        Assert.Equal([0x81, 0x81, 0x81, 0x81, 0x88], connection.Frames.Select(frame => (int)frame.First));
    }

    // RFC 6455 §5.5.3
    [Fact]
    public async Task Pings_DuringASlowWrite_AreAnsweredByOnePongForTheLast()
    {
        var engine = new HandEngine();
        var (session, connection, _) = engine.OpenWebSocket();
        connection.Output.IsHeld = true;
        session.Send(_message);
        session.Send(_message);
        for (byte i = 0; i < 100; i++)
        {
            await connection.SendAsync(0x89, [i]);
        }

        await connection.SendAsync("4taken");
        await engine.MessageAsync();
        connection.Output.Release();
        await connection.Output.ReachAsync(3);

        Assert.Equal([0x81, 0x81, 0x8A, 0x81], connection.Frames.Select(frame => (int)frame.First));
        Assert.Equal([99], connection.Frames[2].Payload);
    }

    [Fact]
    public async Task Upgrade_WithMoreWaitingThanTheWebSocketTakes_EndsTheSession()
    {
        var engine = new HandEngine(new() { MaxSendQueueSize = 3 * _message.Size });
        EngineSession session = engine.OpenPolling();
        for (int i = 0; i < 3; i++)
        {
            session.Send(_message);
        }

        var connection = new HandConnection();
        connection.Output.IsHeld = true;
        Task run = session.RunProbeAsync(connection);
        await connection.SendAsync("2probe");
        await connection.SendAsync("2probe");
        await connection.SendAsync("5");
        await run;

        Assert.Equal(["send queue full"], engine.Reasons);
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    // socket.io: the frames of a binary event stand together, whoever else sends
    [Fact]
    public async Task Frames_OfOneMessage_StandTogetherAmongOthersAndPongs()
    {
        var engine = new HandEngine();
        var (session, connection, run) = engine.OpenWebSocket();
        Task pings = Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                await connection.SendAsync(0x89, []);
            }
        }, TestContext.Current.CancellationToken);
        Task[] senders = [.. Enumerable.Range(0, 4).Select(sender => Task.Run(() => SendBinaryEvents(session, (byte)sender), TestContext.Current.CancellationToken))];

        await Task.WhenAll([.. senders, pings]);
        connection.End();
        await run;

        var frames = connection.Frames.Skip(1).Where(frame => frame.First is 0x81 or 0x82).ToList();
        Assert.Equal(4 * 100 * 3, frames.Count);
        for (int i = 0; i < frames.Count; i += 3)
        {
            Assert.Equal((0x81, 0x82, 0x82), ((int)frames[i].First, (int)frames[i + 1].First, (int)frames[i + 2].First));
            Assert.Equal(frames[i + 1].Payload, frames[i + 2].Payload);
        }

        AssertPongsOutside(connection.Frames);
    }

    private static void AssertPongsOutside(IReadOnlyList<(byte First, byte[] Payload)> frames)
    {
        for (int i = 1; i < frames.Count; i++)
        {
            Assert.False(frames[i].First == 0x8A && i + 1 < frames.Count && frames[i + 1].First == 0x82, "a pong stands inside a message");
        }
    }

    private static void SendBinaryEvents(EngineSession session, byte sender)
    {
        for (int i = 0; i < 100; i++)
        {
            byte[] data = [sender, (byte)i];
            session.Send(OutgoingMessage.Of(SocketIoParser.Default.Encode(SocketIoEncoder.Event("/", null, "e", [data, data], EventJson.Complete(new JsonSerializerOptions())))));
        }
    }
}
