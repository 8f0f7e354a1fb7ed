using StackExchange.Redis;

namespace Rpress;

/// <summary>Several servers as one.</summary>
public sealed class RedisAdapter : InMemoryAdapter
{
    private RedisAdapter(RpressNamespace @namespace)
        : base(@namespace)
    {
    }

    /// <summary>For <see cref="RpressIo.Adapter"/>.</summary>
    public static Func<RpressNamespace, SocketIoAdapter> Create(string address, RedisAdapterOptions? options = null) => throw new NotImplementedException();

    /// <summary>For <see cref="RpressIo.Adapter"/>.</summary>
    public static Func<RpressNamespace, SocketIoAdapter> Create(IConnectionMultiplexer redis, RedisAdapterOptions? options = null) => throw new NotImplementedException();
}
