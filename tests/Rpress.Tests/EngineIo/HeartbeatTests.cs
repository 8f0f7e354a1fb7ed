namespace Rpress.Tests.EngineIo;

/// <summary>engine.io v4, "Heartbeat": every deadline to the tick of the clock.</summary>
public sealed class HeartbeatTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(200);
    private static readonly EioConfig _config = new() { PingInterval = _interval, PingTimeout = _timeout };

    [Fact]
    public async Task Ping_OfAnOpenSession_ComesAtTheIntervalAndNotBefore()
    {
        var engine = new HandEngine(_config);
        Task<ResponsePayload> poll = HandEngine.PollAsync(engine.OpenPolling());

        engine.Clock.Advance(_interval - _tick);
        Assert.False(poll.IsCompleted);
        engine.Clock.Advance(_tick);

        Assert.Equal("2", HandEngine.TextOf(await poll));
    }

    [Fact]
    public async Task Session_WithoutAPong_DiesAtIntervalAndTimeoutAndNotBefore()
    {
        var engine = new HandEngine(_config);
        Task<ResponsePayload> poll = HandEngine.PollAsync(engine.OpenPolling());
        engine.Clock.Advance(_interval);
        await poll;

        engine.Clock.Advance(_timeout - _tick);
        Assert.Empty(engine.Reasons);
        engine.Clock.Advance(_tick);

        Assert.Equal(["ping timeout"], engine.Reasons);
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    // the time-out runs from when the ping is queued, though nobody fetches it
    [Fact]
    public void Session_ThatNobodyPolls_DiesAtIntervalAndTimeout()
    {
        var engine = new HandEngine(_config);
        engine.OpenPolling();

        engine.Clock.Advance(_interval);
        engine.Clock.Advance(_timeout - _tick);
        Assert.Equal(1, engine.Server.SessionCount);
        engine.Clock.Advance(_tick);

        Assert.Equal(["ping timeout"], engine.Reasons);
    }

    [Fact]
    public async Task Pong_ToAPing_BeginsANewInterval()
    {
        var engine = new HandEngine(_config);
        EngineSession session = engine.OpenPolling();
        engine.Clock.Advance(_interval);
        Assert.Equal("2", HandEngine.TextOf(await HandEngine.PollAsync(session)));
        engine.Clock.Advance(TimeSpan.FromMilliseconds(150));
        await HandEngine.PostAsync(session, "3");
        Task<ResponsePayload> poll = HandEngine.PollAsync(session);

        engine.Clock.Advance(_interval - _tick);
        Assert.False(poll.IsCompleted);
        engine.Clock.Advance(_tick);
        Assert.Equal("2", HandEngine.TextOf(await poll));
        engine.Clock.Advance(_timeout - _tick);
        Assert.Empty(engine.Reasons);
        engine.Clock.Advance(_tick);
        Assert.Equal(["ping timeout"], engine.Reasons);
    }

    [Fact]
    public async Task Pong_ThatWasNotAskedFor_BeginsANewIntervalToo()
    {
        var engine = new HandEngine(_config);
        EngineSession session = engine.OpenPolling();
        engine.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await HandEngine.PostAsync(session, "3\u001e3");
        Task<ResponsePayload> poll = HandEngine.PollAsync(session);

        engine.Clock.Advance(_interval - _tick);
        Assert.False(poll.IsCompleted);
        engine.Clock.Advance(_tick);

        Assert.Equal("2", HandEngine.TextOf(await poll));
        Assert.Equal(1, engine.Server.DeadlineCount);
    }

    [Fact]
    public async Task Message_OfTheClient_IsNoPong()
    {
        var engine = new HandEngine(_config);
        EngineSession session = engine.OpenPolling();
        engine.Clock.Advance(_interval);

        engine.Clock.Advance(_timeout - _tick);
        await HandEngine.PostAsync(session, "4a");
        engine.Clock.Advance(_tick);

        Assert.Equal(["ping timeout"], engine.Reasons);
    }

    // Node forgets the time-out of a ping that is under way when the transport changes
    [Fact]
    public async Task Ping_UnderWayDuringAnUpgrade_KeepsItsDeadline()
    {
        var engine = new HandEngine(_config);
        EngineSession session = engine.OpenPolling();
        engine.Clock.Advance(_interval);
        var connection = new HandConnection();
        Task run = session.RunProbeAsync(connection);
        await connection.SendAsync("5");
        await connection.Output.ReachAsync(1);
        Assert.Equal(["2"], connection.Texts);

        engine.Clock.Advance(_timeout - _tick);
        Assert.Empty(engine.Reasons);
        engine.Clock.Advance(_tick);

        Assert.Equal(["ping timeout"], engine.Reasons);
        connection.End();
        await run;
        Assert.Equal(0, engine.Server.DeadlineCount);
    }

    [Fact]
    public async Task WebSocket_WithoutAPong_IsClosedAtTheDeadline()
    {
        var engine = new HandEngine(_config);
        var (_, connection, run) = engine.OpenWebSocket();
        engine.Clock.Advance(_interval);
        Assert.Equal("2", connection.Texts.Last());

        engine.Clock.Advance(_timeout);

        Assert.Equal(["ping timeout"], engine.Reasons);
        Assert.Equal(0x88, connection.Frames[^1].First);
        connection.End();
        await run;
        Assert.Equal((0, 0), (engine.Server.SessionCount, engine.Server.DeadlineCount));
    }

    // a timer may come late, a request may not be served beyond the deadline
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void Request_BeforeTheTimerCame_FindsTheDeadlineItself(int ticks, bool isExpired)
    {
        var clock = new LateClock();
        var engine = new HandEngine(_config, clock);
        EngineSession session = engine.OpenPolling();
        clock.Now += _interval;
        clock.Fire();

        clock.Now += _timeout + TimeSpan.FromTicks(ticks);

        Assert.Equal(isExpired, session.CloseIfExpired());
        Assert.Equal(isExpired ? ["ping timeout"] : [], engine.Reasons);
    }

    // a process that was suspended wakes up long after every deadline
    [Fact]
    public void Ping_ThatIsVeryLate_GivesTheClientItsWholeTime()
    {
        var clock = new LateClock();
        var engine = new HandEngine(_config, clock);
        engine.OpenPolling();
        clock.Now += TimeSpan.FromMinutes(5);
        clock.Fire();

        clock.Now += _timeout - _tick;
        clock.Fire();
        Assert.Empty(engine.Reasons);
        clock.Now += _tick;
        clock.Fire();

        Assert.Equal(["ping timeout"], engine.Reasons);
    }

    [Fact]
    public void Ping_ThatIsALittleLate_DoesNotMoveTheDeadline()
    {
        var clock = new LateClock();
        var engine = new HandEngine(_config, clock);
        EngineSession session = engine.OpenPolling();
        clock.Now += _interval + TimeSpan.FromMilliseconds(15);
        clock.Fire();

        clock.Now += _timeout - TimeSpan.FromMilliseconds(15);

        Assert.True(session.CloseIfExpired());
    }
}
