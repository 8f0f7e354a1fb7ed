using System.Collections.Concurrent;
using System.Text;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Adapter;

/// <summary>Another server of a cluster, written by hand: it publishes what a test says, and keeps what is published.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _redis;
    private readonly ConcurrentQueue<(string Channel, byte[] Message)> _published = new();

    private ForeignServer(ConnectionMultiplexer redis, string prefix)
    {
        _redis = redis;
        Prefix = prefix;
    }

    public string Prefix { get; }

    public static async Task<ForeignServer> StartAsync(string address, string prefix)
    {
        var server = new ForeignServer(await ConnectionMultiplexer.ConnectAsync(address), prefix);
        ChannelMessageQueue all = await server._redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern(prefix + "*"));
        all.OnMessage(message => server._published.Enqueue(((string)message.Channel!, message.Message!)));
        return server;
    }

    /// <summary>Is counted among the servers of a namespace from here on.</summary>
    public async Task JoinAsync(string @namespace = "/")
    {
        ChannelMessageQueue requests = await _redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal($"{Prefix}-request#{@namespace}#"));
        requests.OnMessage(static _ => { });
    }

    /// <summary>Is not counted any more.</summary>
    public Task LeaveAsync() => _redis.GetSubscriber().UnsubscribeAsync(RedisChannel.Literal($"{Prefix}-request#/#"));

    public Task PublishAsync(string channel, string text) => PublishAsync(channel, Encoding.UTF8.GetBytes(text));

    public Task PublishAsync(string channel, byte[] message) => _redis.GetSubscriber().PublishAsync(RedisChannel.Literal(Prefix + channel), message);

    /// <summary>The first message on a channel that fits, as text.</summary>
    public async Task<string> ReadAsync(string channel, Func<string, bool>? fits = null) =>
        Encoding.UTF8.GetString(await ReadBytesAsync(channel, message => fits?.Invoke(Encoding.UTF8.GetString(message)) != false));

    /// <summary>The first message on a channel that fits.</summary>
    public async Task<byte[]> ReadBytesAsync(string channel, Func<byte[], bool>? fits = null)
    {
        byte[]? found = null;
        await Eventually.TrueAsync(
            () => (found = On(channel).FirstOrDefault(message => fits?.Invoke(message) != false)) is not null, $"a message on {channel}");
        return found!;
    }

    /// <summary>All that was published on a channel.</summary>
    public IEnumerable<byte[]> On(string channel) => _published.Where(published => published.Channel == Prefix + channel).Select(published => published.Message);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
