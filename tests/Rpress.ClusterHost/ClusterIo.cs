namespace Rpress.ClusterHost;

/// <summary>The servers of clusters that are tried out: what each sender says is brought to all, or to a room.</summary>
public static class ClusterIo
{
    /// <summary>Makes a server that is not started yet.</summary>
    /// <param name="kind">Its adapter.</param>
    /// <param name="address">Where Redis is.</param>
    /// <param name="set">Sets what is not to be the default.</param>
    public static RpressIo Create(ClusterKind kind, string address, Action<RedisClusterOptions>? set = null)
    {
        RpressIo io = kind switch
        {
            ClusterKind.Classic => new RpressIo().UseRedis(address, Options<RedisAdapterOptions>(set)),
            ClusterKind.Sharded => new RpressIo().UseRedisSharded(address, Options<RedisShardedAdapterOptions>(set)),
            ClusterKind.Streams => new RpressIo().UseRedisStreams(address, Options<RedisStreamsAdapterOptions>(set)),
            _ => new RpressIo(config: new() { Recovery = new() }).UseRedisStreams(address, Options<RedisStreamsAdapterOptions>(set)),
        };
        io.Use(JoinAsync);
        io.OnConnection(socket =>
        {
            socket.On("say", (int series, int number) => io.EmitAsync("n", series, number));
            socket.On("tell", (string room, int series, int number) => io.To(room).EmitAsync("n", series, number));
        });
        return io;
    }

    private static T Options<T>(Action<RedisClusterOptions>? set)
        where T : RedisClusterOptions, new()
    {
        var options = new T();
        set?.Invoke(options);
        return options;
    }

    // before it is in: from then on it hears its room
    private static async Task JoinAsync(RpressSocket socket, Func<Task> next)
    {
        if (socket.Handshake.Auth.Get<string>("room") is { } room)
        {
            await socket.JoinAsync(room);
        }

        await next();
    }
}
