namespace Rpress.Tests.EngineIo;

/// <summary>socket.io, "volatile": what cannot be sent at once is dropped.</summary>
public sealed class VolatileTests
{
    private static readonly OutgoingMessage _message = HandEngine.Text("v");

    [Fact]
    public void WebSocket_ThatRests_SendsIt()
    {
        var (session, connection, _) = new HandEngine().OpenWebSocket();

        Assert.True(session.Send(_message, SendFlags.Volatile));

        Assert.Equal(["4v"], connection.Texts.Skip(1));
    }

    [Fact]
    public async Task WebSocket_WithAWriteUnderWay_DropsIt()
    {
        var (session, connection, _) = new HandEngine().OpenWebSocket();
        connection.Output.IsHeld = true;
        session.Send(HandEngine.Text("a"));

        Assert.False(session.Send(_message, SendFlags.Volatile));
        session.Send(HandEngine.Text("b"));
        connection.Output.Release();
        await connection.Output.ReachAsync(3);

        Assert.Equal(["4a", "4b"], connection.Texts.Skip(1));
    }

    [Fact]
    public async Task Polling_WithoutAGetThatWaits_DropsIt()
    {
        EngineSession session = new HandEngine().OpenPolling();

        Assert.False(session.Send(_message, SendFlags.Volatile));
        Assert.True(session.Send(HandEngine.Text("a")));
        Assert.False(session.Send(_message, SendFlags.Volatile));

        Assert.Equal("4a", HandEngine.TextOf(await HandEngine.PollAsync(session)));
    }

    [Fact]
    public async Task Polling_WithAGetThatWaits_SendsIt()
    {
        EngineSession session = new HandEngine().OpenPolling();
        Task<ResponsePayload> poll = HandEngine.PollAsync(session);

        Assert.True(session.Send(_message, SendFlags.Volatile));
        Assert.False(session.Send(_message, SendFlags.Volatile));

        Assert.Equal("4v", HandEngine.TextOf(await poll));
    }

    [Fact]
    public async Task Upgrade_AfterIt_LetsTheWebSocketDecide()
    {
        var engine = new HandEngine();
        EngineSession session = engine.OpenPolling();
        var connection = new HandConnection();
        _ = session.RunProbeAsync(connection);
        await connection.SendAsync("2probe");
        await connection.SendAsync("5");
        await connection.SendAsync("4upgraded");
        await engine.MessageAsync();

        Assert.True(session.Send(_message, SendFlags.Volatile));
        connection.Output.IsHeld = true;
        session.Send(HandEngine.Text("a"));
        Assert.False(session.Send(_message, SendFlags.Volatile));

        Assert.Equal(["3probe", "4v", "4a"], connection.Texts);
    }

    [Fact]
    public void Session_ThatHasEnded_DropsIt()
    {
        var (session, _, _) = new HandEngine().OpenWebSocket();
        session.Close(DisconnectReason.ForcedServerClose);

        Assert.False(session.Send(_message, SendFlags.Volatile));
    }
}
