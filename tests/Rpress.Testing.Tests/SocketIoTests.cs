using System.Net.WebSockets;
using System.Text;

namespace Rpress.Testing.Tests;

public sealed class SocketIoTests
{
    public static TheoryData<string> Versions => ["1.1", "2.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task WebSocket_OverMemory_CarriesEventsAndAcks(string version)
    {
        await using RpressTestServer server = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using HttpClient client = server.CreateClient(Version.Parse(version));

        await socket.ConnectAsync(new Uri("ws://localhost/socket.io/?EIO=4&transport=websocket"), client, TestContext.Current.CancellationToken);

        Assert.StartsWith("""0{"sid":""", await ReadAsync(socket), StringComparison.Ordinal);
        await SendAsync(socket, "40");
        Assert.StartsWith("""40{"sid":""", await ReadAsync(socket), StringComparison.Ordinal);
        await SendAsync(socket, """427["greet","Ada"]""");
        Assert.Equal("""437["Hello, Ada!"]""", await ReadAsync(socket));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Polling_OverMemory_OpensASession(string version)
    {
        await using RpressTestServer server = await StartAsync();
        using HttpClient client = server.CreateClient(Version.Parse(version));

        string open = await client.GetStringAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        Assert.StartsWith("""0{"sid":""", open, StringComparison.Ordinal);
    }

    private static Task<RpressTestServer> StartAsync()
    {
        var io = new RpressIo();
        io.OnConnection(socket => socket.On("greet", (string name) => $"Hello, {name}!"));
        return RpressTestServer.StartAsync(new RpressApp().AttachSocketIo(io), TestContext.Current.CancellationToken);
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private static async Task<string> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1024];
        ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
