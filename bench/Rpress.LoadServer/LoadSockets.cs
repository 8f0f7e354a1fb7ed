namespace Rpress.LoadServer;

/// <summary>The events of the real-time scenarios.</summary>
internal static class LoadSockets
{
    public static RpressIo Create()
    {
        RpressIo io = Connect(new RpressIo(LoadSettings.Engine, LoadSettings.SocketIo));
        io.OnConnection(socket =>
        {
            socket.On("ping", args => socket.EmitArgumentsAsync("pong", args));
            socket.On("broadcast", args => socket.Broadcast.EmitArgumentsAsync("broadcast_msg", args));
            socket.On("join_room", (string room) => socket.JoinAsync(room));
            socket.On("room_msg", (string room, EventArgument message) => socket.To(room).EmitAsync("room_event", message));
        });
        return io;
    }

    private static RpressIo Connect(RpressIo io) => (LoadSettings.Redis, LoadSettings.Adapter) switch
    {
        (null, _) => io,
        ({ } redis, "classic") => io.UseRedis(redis),
        ({ } redis, "sharded") => io.UseRedisSharded(redis),
        ({ } redis, "streams") => io.UseRedisStreams(redis),
        (_, var adapter) => throw new ArgumentException($"BENCH_ADAPTER is {adapter}; there are classic, sharded and streams."),
    };
}
