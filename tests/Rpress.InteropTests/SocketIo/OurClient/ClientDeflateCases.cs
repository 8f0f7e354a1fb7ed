using System.Net.WebSockets;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Our client with compressed messages over WebSocket.</summary>
public abstract class ClientDeflateCases : ClientCases
{
    private const int Size = 200_000;

    [Theory]
    [InlineData(ClientMode.WebSocket)]
    [InlineData(ClientMode.Upgrade)]
    public async Task Messages_WhereBothSidesCompress_AreSmallAndWhole(ClientMode mode)
    {
        await using var server = await StartServerAsync(new() { Deflates = true });
        await using var proxy = StartProxy(server);
        await using var client = await ConnectAsync(proxy.Through(server.Address), mode);
        var text = new string('x', Size);
        var bytes = RandomBytes(1_000);

        var (sent, received) = (proxy.Forwarded(TcpDirection.ToServer), proxy.Forwarded(TcpDirection.ToClient));
        Assert.Equal(text, await client.CallAsync<string>("echo", text));
        Assert.Equal("short", await client.CallAsync<string>("echo", "short")); // what went through before it has been counted

        Assert.InRange(proxy.Forwarded(TcpDirection.ToServer) - sent, 1, Size / 10);
        Assert.InRange(proxy.Forwarded(TcpDirection.ToClient) - received, 1, Size / 10);
        Assert.Equal(bytes, await client.CallAsync<byte[]>("echo", bytes));
        Assert.Equal(text, await client.CallAsync<string>("echo", text)); // with what the compressor kept
    }

    [Fact]
    public async Task Message_ThatIsNotToBeCompressed_IsSentAsItIs()
    {
        await using var server = await StartServerAsync(new() { Deflates = true });
        await using var proxy = StartProxy(server);
        await using var client = await ConnectAsync(proxy.Through(server.Address), ClientMode.WebSocket);
        var sent = proxy.Forwarded(TcpDirection.ToServer);

        await client.Socket.Compress(false).EmitWithAckAsync<string>("echo", new string('x', Size), TestContext.Current.CancellationToken).InTimeAsync("the ack");
        Assert.Equal("mixed", await client.CallAsync<string>("echo", "mixed")); // what went through before it has been counted

        Assert.InRange(proxy.Forwarded(TcpDirection.ToServer) - sent, Size, long.MaxValue);
    }

    [Fact]
    public async Task Server_ThatDoesNotCompress_IsSpokenToAllTheSame()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ConnectAsync(server.Address, ClientMode.WebSocket);
        var text = new string('x', Size);

        Assert.Equal(text, await client.CallAsync<string>("echo", text));
    }

    private static async Task<ClientProbe> ConnectAsync(Uri server, ClientMode mode)
    {
        var client = await ClientProbe.ConnectAsync(
            server, mode, options => (options.PerMessageDeflate, options.CompressionThreshold) = (new WebSocketDeflateOptions(), 0));
        await client.SettleAsync();
        return client;
    }
}
