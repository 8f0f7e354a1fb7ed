namespace Rpress.Emitter.Tests.Wire;

public sealed class RedisChannelsTests
{
    [Theory]
    [InlineData("/", "socket.io#/#", "socket.io-request#/#", "socket.io-response#/#")]
    [InlineData("/admin", "socket.io#/admin#", "socket.io-request#/admin#", "socket.io-response#/admin#")]
    public void Channels_OfANamespace_AreThoseOfNode(string @namespace, string broadcasts, string requests, string responses)
    {
        var channels = new RedisChannels("socket.io", @namespace);

        Assert.Equal(broadcasts, channels.Broadcasts);
        Assert.Equal(requests, channels.Requests);
        Assert.Equal(responses, channels.Responses);
        Assert.Equal(responses + "aB3dE9#", channels.ResponsesTo("aB3dE9"));
    }

    [Fact]
    public void Broadcast_ToOneRoom_HasAChannelOfItsOwn()
    {
        var channels = new RedisChannels("socket.io", "/");

        Assert.Equal("socket.io#/#", channels.BroadcastsTo(BroadcastOptions.Everyone));
        Assert.Equal("socket.io#/#", channels.BroadcastsTo(BroadcastOptions.Everyone.WithRooms(["a", "b"])));
        Assert.Equal("socket.io#/#room1#", channels.BroadcastsTo(BroadcastOptions.Everyone.WithRooms(["room1"])));
    }

    [Theory]
    [InlineData("socket.io#/#", "")]
    [InlineData("socket.io#/#room1#", "room1")]
    [InlineData("socket.io#/#a#b##", "a#b#")]
    public void Room_OfAChannel_IsWhatStandsInIt(string channel, string room) => Assert.Equal(room, new RedisChannels("socket.io", "/").RoomOf(channel));

    [Theory]
    [InlineData("socket.io", "/", "socket.io#/#*")]
    [InlineData("a*b", "/x?[y]\\", @"a\*b#/x\?\[y\]\\#*")]
    public void Pattern_OfANamespace_TakesNamesByTheLetter(string prefix, string @namespace, string pattern) =>
        Assert.Equal(pattern, new RedisChannels(prefix, @namespace).AllBroadcasts);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void KeyPrefix_ThatIsEmpty_IsRefused(string? prefix)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RedisChannels.RequireKeyPrefix("X.KeyPrefix", prefix!));

        Assert.StartsWith("X.KeyPrefix is empty", error.Message, StringComparison.Ordinal);
    }
}
