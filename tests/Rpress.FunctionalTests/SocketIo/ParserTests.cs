using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>A parser of the application's own.</summary>
public sealed class ParserTests
{
    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Parser_OfTheApplication_IsUsedBothWays(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(
            socket => socket.On("swap", (int number, byte[] bytes) => socket.EmitAsync("swapped", bytes, number)), new() { Parser = new LineParser() });
        SocketIoWire client = await server.ConnectAsync(transport);

        await client.SendAsync("4Connect / -");
        Assert.StartsWith("4Connect / - {\"sid\":", await client.ReadAsync(), StringComparison.Ordinal);
        await client.SendAsync("""4Event / 3 ["swap",1,{"_placeholder":true,"num":0}]""");
        await client.SendBinaryAsync(1, 2);

        Assert.Equal(
            ["""4Event / - ["swapped",{"_placeholder":true,"num":0},1]""", "bAQI="], await client.ReadAsync(2));
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Decoder_ThatThrows_EndsTheConnectionAndIsLogged(string transport)
    {
        var left = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(left.SetResult), new() { Parser = new LineParser() });
        SocketIoWire client = await server.ConnectAsync(transport);
        await client.SendAsync("4Connect / -");
        await client.ReadAsync();

        await client.SendAsync("4nonsense");

        Assert.Equal("forced close", (await left.Task).ToString());
        CollectedLogEntry entry = Assert.Single(server.Failures);
        Assert.Equal((LogLevel.Error, true), (entry.Level, entry.Exception is IndexOutOfRangeException));
    }

    [Fact]
    public void Parser_OfNull_IsRefusedAtTheCall() => Assert.Contains(
        "SocketIoConfig.Parser is null",
        Assert.Throws<ArgumentException>(() => new RpressIo(config: new() { Parser = null! })).Message,
        StringComparison.Ordinal);
}
