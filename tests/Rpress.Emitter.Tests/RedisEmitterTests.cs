using System.Text;
using Rpress.Emitter.Tests.Wire;
using Rpress.RedisKit;
using StackExchange.Redis;

namespace Rpress.Emitter.Tests;

/// <summary>What an emitter publishes; that servers understand it, the tests with Node's and ours say.</summary>
public sealed class RedisEmitterTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>, IAsyncLifetime
{
    private readonly string _prefix = "t" + Guid.NewGuid().ToString("N");
    private ConnectionMultiplexer _redis = null!;
    private ChannelMessageQueue _published = null!;
    private RedisEmitter _emitter = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(await garnet.GetAddressAsync());
        _published = await _redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern(_prefix + "*"));
        _emitter = await RedisEmitter.ConnectAsync(await garnet.GetAddressAsync(), new() { KeyPrefix = _prefix }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _emitter.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Event_ToARoom_IsTheBytesOfNodesEmitter()
    {
        await _emitter.To("room1").EmitAsync("hello", "world");

        (string channel, byte[] message) = await ReadAsync();
        Assert.Equal("#/#room1#", channel);
        Assert.Equal(
            Hex.Bytes("93 a7656d6974746572 83 a474797065 02 a464617461 92 a568656c6c6f a5776f726c64 a36e7370 a12f 83 a5726f6f6d73 91 a5726f6f6d31 a5666c616773 80 a6657863657074 90"),
            message);
    }

    [Fact]
    public async Task Operators_OfAnEmitter_SayWhomAndHow()
    {
        EmitterOperator base1 = _emitter.To("a");
        await base1.In("b").Except("c").Volatile.Compress(false).EmitAsync("x");
        await _emitter.Volatile.EmitAsync("x");
        await _emitter.Compress(false).EmitAsync("x");
        await _emitter.Except("c").EmitAsync("x");
        await _emitter.In("a").EmitAsync("x");
        await base1.EmitAsync("x");
        await _emitter.EmitAsync("x");

        BroadcastOptions everyone = BroadcastOptions.Everyone;
        await AssertPublishedAsync("#/#", everyone.WithRooms(["a", "b"]).WithExcept(["c"]) with { IsVolatile = true, IsCompressed = false });
        await AssertPublishedAsync("#/#", everyone with { IsVolatile = true });
        await AssertPublishedAsync("#/#", everyone with { IsCompressed = false });
        await AssertPublishedAsync("#/#", everyone.WithExcept(["c"]));
        await AssertPublishedAsync("#/#a#", everyone.WithRooms(["a"]));
        await AssertPublishedAsync("#/#a#", everyone.WithRooms(["a"]));
        await AssertPublishedAsync("#/#", everyone);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("admin")]
    public async Task Namespace_OfAnEmitter_HasItsOwnChannels(string name)
    {
        await _emitter.Of(name).To("r").EmitAsync("x");
        await _emitter.Of(name).ServerSide.EmitAsync("y", 1);

        Assert.Equal("#/admin#r#", (await ReadAsync()).Channel);
        Assert.Equal(("-request#/admin#", """{"uid":"emitter","type":6,"data":["y",1]}"""), await ReadTextAsync());
    }

    [Fact]
    public async Task Moves_OfSockets_AreNodesRequests()
    {
        await _emitter.SocketsJoinAsync("r1", "r2");
        await _emitter.To("a").SocketsLeaveAsync("r1");
        await _emitter.Except("b").DisconnectSocketsAsync(close: true);
        await _emitter.DisconnectSocketsAsync();
        await _emitter.ServerSide.EmitAsync("hello", 1);

        Assert.Equal(("-request#/#", """{"type":2,"opts":{"rooms":[],"except":[]},"rooms":["r1","r2"]}"""), await ReadTextAsync());
        Assert.Equal(("-request#/#", """{"type":3,"opts":{"rooms":["a"],"except":[]},"rooms":["r1"]}"""), await ReadTextAsync());
        Assert.Equal(("-request#/#", """{"type":4,"opts":{"rooms":[],"except":["b"]},"close":true}"""), await ReadTextAsync());
        Assert.Equal(("-request#/#", """{"type":4,"opts":{"rooms":[],"except":[]},"close":false}"""), await ReadTextAsync());
        Assert.Equal(("-request#/#", """{"uid":"emitter","type":6,"data":["hello",1]}"""), await ReadTextAsync());
    }

    [Fact]
    public async Task Events_OfOneEmitter_ArriveInOrder()
    {
        Task[] sending = [.. Enumerable.Range(0, 500).Select(n => n % 2 == 0 ? _emitter.To("a").EmitAsync("n", n) : _emitter.ServerSide.EmitAsync("n", n))];
        await Task.WhenAll(sending);

        for (int n = 0; n < 500; n++)
        {
            Assert.Equal(n % 2 == 0 ? "#/#a#" : "-request#/#", (await ReadAsync()).Channel);
        }
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("connect_error")]
    public async Task Event_WithAReservedName_IsRefused(string name) => await Assert.ThrowsAsync<ArgumentException>(() => _emitter.EmitAsync(name));

    [Fact]
    public async Task Room_ThatIsNull_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => _emitter.To(null!, "a"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _emitter.SocketsJoinAsync("a", null!));
    }

    [Fact]
    public async Task Connection_OfTheCallers_IsLeftOpen()
    {
        await using (var emitter = new RedisEmitter(_redis, new() { KeyPrefix = _prefix }))
        {
            await emitter.EmitAsync("x");
        }

        Assert.Equal("#/#", (await ReadAsync()).Channel);
        Assert.True(_redis.IsConnected);
    }

    [Fact]
    public async Task Redis_ThatCannotBeReached_IsSaid()
    {
        await using RedisServerProcess gone = await RedisServerProcess.StartAsync();
        await using RedisEmitter emitter = await RedisEmitter.ConnectAsync(gone.Address, cancellationToken: TestContext.Current.CancellationToken);
        await gone.KillAsync();

        await Assert.ThrowsAnyAsync<RedisException>(() => emitter.EmitAsync("x"));
        RedisConnectionException error = await Assert.ThrowsAsync<RedisConnectionException>(
            () => RedisEmitter.ConnectAsync($"{gone.Address},connectTimeout=300,connectRetry=1", cancellationToken: TestContext.Current.CancellationToken));

        Assert.StartsWith($"Redis cannot be reached at {gone.Address}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyPrefix_ThatIsEmpty_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new RedisEmitter(_redis, new() { KeyPrefix = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => RedisEmitter.ConnectAsync("localhost", new() { KeyPrefix = "" }, TestContext.Current.CancellationToken));
    }

    private async Task AssertPublishedAsync(string channel, BroadcastOptions options)
    {
        (string actual, byte[] message) = await ReadAsync();
        Assert.Equal(channel, actual);
        Assert.Equal(BroadcastMessage.Encode(BroadcastMessage.EmitterUid, Events.Of("x"), options), message);
    }

    private async Task<(string Channel, string Text)> ReadTextAsync()
    {
        (string channel, byte[] message) = await ReadAsync();
        return (channel, Encoding.UTF8.GetString(message));
    }

    private async Task<(string Channel, byte[] Message)> ReadAsync()
    {
        ChannelMessage message = await _published.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return (((string)message.Channel!)[_prefix.Length..], message.Message!);
    }
}
