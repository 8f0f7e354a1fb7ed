using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo;

/// <summary>What differs when both sides use socket.io-msgpack-parser: every packet is one binary message.</summary>
public abstract class MsgPackCases
{
    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_OfAnyValues_GoBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode, isMsgPack: true));
        object?[] values =
        [
            "text", "", "ÄÖ € 漢字 🎉", new string('x', 300), 0, -1, -129, 255, 65_536, 5_000_000_000, -5_000_000_000, 1.5, true, null,
            new object?[] { 1, new { a = new object?[] { null, false } } }, new { file = NodeValue.Bytes([0, 1, 0xff]) },
        ];
        object?[] seen = [.. values[..^1], new { file = new Dictionary<string, string> { ["$bin"] = "AAH/" } }];

        await client.EmitAsync("a", "echo", values);

        NodeValue.AssertEqual(seen, await client.EventAsync("a", "echo"));
        NodeValue.AssertEqual(seen, await client.CallAsync("a", "echo", values));
        NodeValue.AssertEqual(new object[] { new { answer = seen } }, await client.CallAsync("a", "ask", 10_000, new object[] { values }));
    }

    [Fact]
    public async Task Namespaces_AndRefusals_AreUnderstood()
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var client = NodeClient.Start(server.Address);
        object options = ClientOptions.For(ClientMode.Upgrade, isMsgPack: true);

        await client.OpenAsync("wrong", "/private", options, new { token = "other" });
        var refusal = await client.ReadAsync("connect_error", "wrong");
        var admin = await client.ConnectAsync("admin", "/admin");

        Assert.Equal("Unauthorized", refusal.GetProperty("message").GetString());
        NodeValue.AssertEqual(new { code = 401 }, refusal.GetProperty("data"));
        Assert.Equal(admin, (await client.CallAsync("admin", "whoami"))[0].GetProperty("id").GetString());
        await client.EmitAsync("admin", "leave-namespace");
        Assert.Equal("io server disconnect", (await client.ReadAsync("disconnect", "admin")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Payload_Of900Kilobytes_GoesBothWays()
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket, isMsgPack: true));

        NodeValue.AssertEqual(new object[] { NodeValue.SeenBytes(900_000) }, await client.CallAsync("a", "echo", NodeValue.ManyBytes(900_000)));
        NodeValue.AssertEqual(new object[] { NodeValue.SeenText(900_000) }, await client.CallAsync("a", "echo", NodeValue.LongText(900_000)));
    }

    /// <summary>Starts the server with the application of the cases.</summary>
    internal abstract Task<IInteropServer> StartServerAsync(InteropServerOptions options);
}
