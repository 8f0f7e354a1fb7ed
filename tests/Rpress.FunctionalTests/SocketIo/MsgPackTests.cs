using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>socket.io-msgpack-parser: every packet is one binary message, on either transport.</summary>
public sealed class MsgPackTests
{
    private const string Type = "A474797065";
    private const string Data = "A464617461";
    private const string Main = "A36E7370A12F";
    private const string Id = "A26964";

    private static readonly SocketIoConfig _config = new() { Parser = SocketIoParser.MsgPack };

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Event_WithBinary_IsAnsweredInOneMessage(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("swap", (string text, byte[] bytes) => new { bytes, text }), _config);
        SocketIoWire client = await JoinAsync(server, transport);

        await SendAsync(client, "84" + Type + "02" + Data + "93A473776170A26869C40301FF00" + Main + Id + "07");

        Assert.Equal("84" + Type + "03" + Data + "9182A56279746573C40301FF00A474657874A26869" + Main + Id + "07", await ReadAsync(client));
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Question_OfTheServer_IsAnswered(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, _config);
        SocketIoWire client = await JoinAsync(server, transport);

        Task<byte[]?> answer = server.Io.Sockets.Single().EmitWithAckAsync<byte[]>("question", 1.5, TestContext.Current.CancellationToken);

        Assert.Equal("84" + Type + "02" + Data + "92A87175657374696F6ECB3FF8000000000000" + Main + Id + "00", await ReadAsync(client));
        await SendAsync(client, "84" + Type + "03" + Data + "91C4020102" + Main + Id + "00");
        Assert.Equal([1, 2], await answer);
    }

    [Fact]
    public async Task Broadcast_ToBothTransports_IsTheSameMessage()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, _config);
        SocketIoWire[] clients = [await JoinAsync(server, EioConfig.WebSocket), await JoinAsync(server, EioConfig.Polling), await JoinAsync(server, EioConfig.WebSocket)];

        await server.Io.EmitAsync("news", new byte[300]);

        string expected = "83" + Type + "02" + Data + "92A46E657773C5012C" + new string('0', 600) + Main;
        foreach (SocketIoWire client in clients)
        {
            Assert.Equal(expected, await ReadAsync(client));
        }
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Namespace_ThatRefuses_SaysSoAndTheConnectionGoesOn(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, _config);
        server.Io.Of("/a").UseAuth(auth => auth.Get<byte[]>("key") is [1, 2] ? AuthResult.Accept() : AuthResult.Reject("no"));
        SocketIoWire client = await server.ConnectAsync(transport);

        await SendAsync(client, "83" + Type + "00" + Data + "D40000" + "A36E7370A22F61");
        Assert.Equal("83" + Type + "04" + Data + "81A76D657373616765A26E6F" + "A36E7370A22F61", await ReadAsync(client));
        await SendAsync(client, "83" + Type + "00" + Data + "81A36B6579C4020102" + "A36E7370A22F61");

        Assert.StartsWith("83" + Type + "00" + Data + "81A3736964", await ReadAsync(client), StringComparison.Ordinal);
        await SendAsync(client, "82" + Type + "01" + "A36E7370A22F61");
        await Eventually.TrueAsync(() => server.Io.Of("/a").Sockets.Count == 0, "that the client has left the namespace");
    }

    [Theory]
    [InlineData(EioConfig.WebSocket, "83" + Type + "02" + Data + "91C1" + Main)]
    [InlineData(EioConfig.Polling, "83" + Type + "02" + Data + "91C1" + Main)]
    [InlineData(EioConfig.WebSocket, "83" + Type + "02" + Data + "92A26576" + "82AC5F706C616365686F6C646572C3A36E756D00" + Main)] // CVE-2022-2421
    [InlineData(EioConfig.WebSocket, "83" + Type + "02" + Data + "91A7636F6E6E656374" + Main)]
    [InlineData(EioConfig.WebSocket, "83" + Type + "02" + Data + "DDFFFFFFFF" + Main)]
    [InlineData(EioConfig.WebSocket, null)]
    [InlineData(EioConfig.Polling, null)]
    public async Task Packet_ThatIsMalformed_EndsTheConnection(string transport, string? hex)
    {
        var left = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(left.SetResult), _config);
        SocketIoWire client = await JoinAsync(server, transport);

        await (hex is null ? client.SendAsync("""42["ev"]""") : SendAsync(client, hex));

        Assert.Equal("forced close", (await left.Task).ToString());
        Assert.Empty(await client.ReadToEndAsync());
        Assert.Empty(server.Failures);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Attachments_AboveTheLimit_EndTheConnection(int count, bool isEnded)
    {
        var left = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(
            socket =>
            {
                socket.OnDisconnect(left.SetResult);
                socket.On("ev", args => socket.EmitAsync("count", args.Count));
            },
            _config with { MaxAttachments = 2 });
        SocketIoWire client = await JoinAsync(server, EioConfig.WebSocket);

        await SendAsync(client, "83" + Type + "02" + Data + $"{0x91 + count:X2}A26576" + string.Concat(Enumerable.Repeat("C40101", count)) + Main);

        Assert.Equal(
            isEnded ? "forced close" : "83" + Type + "02" + Data + "92A5636F756E7402" + Main,
            isEnded ? (await left.Task).ToString() : await ReadAsync(client));
    }

    private static async Task<SocketIoWire> JoinAsync(SocketIoServer server, string transport)
    {
        SocketIoWire client = await server.ConnectAsync(transport);
        await SendAsync(client, "82" + Type + "00" + Main);
        Assert.StartsWith("83" + Type + "00" + Data + "81A3736964", await ReadAsync(client), StringComparison.Ordinal);
        return client;
    }

    private static Task SendAsync(SocketIoWire client, string hex) => client.SendBinaryAsync(Convert.FromHexString(hex));

    // what is no binary message has no letter b in front, and is no Base64
    private static async Task<string> ReadAsync(SocketIoWire client)
    {
        string packet = await client.ReadAsync();
        Assert.StartsWith("b", packet, StringComparison.Ordinal);
        return Convert.ToHexString(Convert.FromBase64String(packet[1..]));
    }
}
