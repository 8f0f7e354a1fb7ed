namespace Rpress.Tests.EngineIo;

/// <summary>The deadlines of a session beside its heartbeat: an upgrade's, the last GET's, a close frame's.</summary>
public sealed class SessionDeadlineTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task Probe_AtTheUpgradeTimeout_IsClosedAlone()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        var connection = new HandConnection();
        Task run = session.RunProbeAsync(connection);

        engine.Clock.Advance(TimeSpan.FromSeconds(10) - _tick);
        Assert.Empty(connection.Frames);
        engine.Clock.Advance(_tick);

        Assert.Equal(0x88, Assert.Single(connection.Frames).First);
        Assert.Empty(engine.Reasons);
        connection.End();
        await run;
        Assert.Equal((1, 1), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    [Fact]
    public async Task Upgrade_OneTickBeforeTheTimeout_IsTaken()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        session.Send(HandEngine.Text("waits"));
        var connection = new HandConnection();
        Task run = session.RunProbeAsync(connection);
        engine.Clock.Advance(TimeSpan.FromSeconds(10) - _tick);

        await connection.SendAsync("5");
        await connection.Output.ReachAsync(1);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["4waits"], connection.Texts);
        Assert.Equal(1, engine.Server.DeadlineCount);
        connection.End();
        await run;
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    // engine.io: every 100 ms, the first time after 100 ms
    [Fact]
    public async Task Poll_DuringAProbe_IsEndedEvery100Milliseconds()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        var connection = new HandConnection();
        Task run = session.RunProbeAsync(connection);
        await connection.SendAsync("2probe");
        await connection.Output.ReachAsync(1);

        for (int i = 0; i < 5; i++)
        {
            Task<ResponsePayload> poll = HandEngine.PollAsync(session);
            engine.Clock.Advance(TimeSpan.FromMilliseconds(100) - _tick);
            Assert.False(poll.IsCompleted);
            engine.Clock.Advance(_tick);
            Assert.Equal("6", HandEngine.TextOf(await poll));
        }

        connection.End();
        await run;
        Assert.Equal(1, engine.Server.DeadlineCount);
    }

    [Fact]
    public async Task Poll_BeforeTheProbeAsks_IsLeftAlone()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        var connection = new HandConnection();
        Task run = session.RunProbeAsync(connection);
        Task<ResponsePayload> poll = HandEngine.PollAsync(session);

        engine.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(poll.IsCompleted);
        connection.End();
        await run;
    }

    [Fact]
    public void Session_ClosedByTheServer_WaitsThirtySecondsForItsLastGet()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        session.Close(DisconnectReason.ForcedServerClose);
        Assert.Equal(["forced server close"], engine.Reasons);

        engine.Clock.Advance(TimeSpan.FromSeconds(30) - _tick);
        Assert.Equal(1, engine.Server.SessionCount);
        engine.Clock.Advance(_tick);

        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    [Fact]
    public async Task Session_ClosedByTheServer_TellsItsClientAtTheLastMoment()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        session.Close(DisconnectReason.ForcedServerClose);

        engine.Clock.Advance(TimeSpan.FromSeconds(30) - _tick);

        Assert.Equal("1", HandEngine.TextOf(await HandEngine.PollAsync(session)));
        Assert.Equal(400, (await HandEngine.PollAsync(session)).Status);
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    [Fact]
    public void Server_ThatCloses_DoesNotWaitForLastGets()
    {
        var engine = new HandEngine();
        engine.OpenPolling().Close(DisconnectReason.ForcedServerClose);

        engine.Server.Close();

        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
        Assert.Equal(["forced server close"], engine.Reasons);
    }

    [Fact]
    public async Task WebSocket_WhoseCloseFrameIsNotAnswered_IsBrokenOffAfterTwoSeconds()
    {
        var engine = new HandEngine();
        var (session, connection, run) = engine.OpenWebSocket();
        session.Close(DisconnectReason.ForcedServerClose);

        engine.Clock.Advance(TimeSpan.FromSeconds(2) - _tick);
        Assert.False(connection.IsAborted);
        engine.Clock.Advance(_tick);

        Assert.True(connection.IsAborted);
        await run;
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    [Fact]
    public async Task WebSocket_WhoseCloseFrameIsAnswered_EndsInOrder()
    {
        var engine = new HandEngine();
        var (session, connection, run) = engine.OpenWebSocket();
        session.Close(DisconnectReason.ForcedServerClose);

        await connection.SendAsync(0x88, [0x03, 0xE8]);
        await run;

        Assert.False(connection.IsAborted);
        Assert.Equal(0, engine.Server.DeadlineCount);
    }

    // the message that is too large is read to its end, but not for ever
    [Fact]
    public async Task WebSocket_ThatGoesOnAfterTooLargeAMessage_IsBrokenOffAfterTwoSeconds()
    {
        var engine = new HandEngine(new() { MaxPayload = 10 });
        var (_, connection, run) = engine.OpenWebSocket();
        await connection.SendAsync(0x01, new byte[20]);
        await connection.Output.ReachAsync(2);
        Assert.Equal([0x03, 0xF1], connection.Frames[^1].Payload);

        engine.Clock.Advance(TimeSpan.FromSeconds(2));

        await run;
        Assert.True(connection.IsAborted);
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    // the handshake was granted before the server closed, the connection came after
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_OpenedAfterTheServerClosed_IsClosedAtOnce(bool isWebSocket)
    {
        var engine = new HandEngine();
        engine.Server.Close();

        if (isWebSocket)
        {
            var (_, connection, run) = engine.OpenWebSocket();
            Assert.Equal([0x03, 0xE9], connection.Frames[^1].Payload);
            connection.End();
            await run;
        }
        else
        {
            engine.OpenPolling();
        }

        Assert.Equal(["server shutting down"], engine.Reasons);
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }
}
