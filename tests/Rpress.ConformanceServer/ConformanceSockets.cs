namespace Rpress.ConformanceServer;

/// <summary>What the suites of Engine.IO and Socket.IO ask for: short times, and events that come back.</summary>
internal static class ConformanceSockets
{
    private const int MaxPayload = 1_000_000;
    private static readonly EioConfig _engine = new()
    {
        PingInterval = TimeSpan.FromMilliseconds(300),
        PingTimeout = TimeSpan.FromMilliseconds(200),
        MaxPayload = MaxPayload,
    };

    public static EngineIoServer CreateEngine() => new(_engine with { Path = "/engine.io/" }, session => new EngineEcho(session));

    public static RpressIo Create()
    {
        var io = new RpressIo(_engine, new() { ConnectTimeout = TimeSpan.FromSeconds(1) });
        io.OnConnection(async socket =>
        {
            await socket.EmitAsync("auth", socket.Handshake.Auth.As<object>());
            socket.On("message", args => socket.EmitArgumentsAsync("message-back", args));
            socket.On("message-with-ack", (args, ack) => ack.SendArgumentsAsync(args));
        });
        io.Of("/custom").OnConnection(socket => socket.EmitAsync("auth", socket.Handshake.Auth.As<object>()));
        return io;
    }
}
