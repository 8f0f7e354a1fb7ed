using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Our client where both sides use the packets of socket.io-msgpack-parser.</summary>
public abstract class ClientMsgPackCases : ClientCases
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Values_OfManyKinds_GoBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var client = await ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");
        object?[] values =
        [
            "text", "", "ÄÖ € 漢字 🎉", new string('x', 300), 0, -1, -129, 255, 65_536, 5_000_000_000, -5_000_000_000, 1.5, true, null,
            new object?[] { 1, new { a = new object?[] { null, false } } },
        ];

        await client.EmitAsync("echo", values);

        NodeValue.AssertEqual(values, SocketProbe.ToJson(await echo.NextAsync()));
        NodeValue.AssertEqual(values, SocketProbe.ToJson(await client.CallAllAsync("echo", values)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_AloneAndWithinObjects_GoesBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var client = await ConnectAsync(server.Address, mode);
        client.Socket.On("question", (Upload upload) => upload with { Name = "answer" });
        var content = RandomBytes(300_000);

        var answer = await client.CallAllAsync("echo", content, new Upload("inner", [1, 2]));
        var asked = await client.CallAsync<Answered<Upload>>("ask", 10_000, new object[] { new Upload("file", content) });

        Assert.Equal(content, answer[0].Get<byte[]>()!);
        Assert.Equal([1, 2], answer[1].Get<Upload>()!.Data);
        Assert.Equal("answer", asked.Answer!.Name);
        Assert.Equal(content, asked.Answer.Data);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespaces_RefusalsAndEnds_AreUnderstood(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var client = ClientProbe.Make(server.Address, mode, options => (options.Parser, options.Auth) = (SocketIoParser.MsgPack, new { token = "other" }), "/private");
        var admin = client.Of("/admin");

        var refusal = await client.ConnectInVainAsync();
        await admin.ConnectAsync();

        Assert.Equal(("Unauthorized", true, 401), (refusal.Message, refusal.IsRefused, refusal.ErrorData.Get<Refusal>()!.Code));
        Assert.Equal(admin.Socket.Id, (await admin.WhoAsync()).Id);
        await admin.EmitAsync("leave-namespace");
        Assert.Equal("io server disconnect", await admin.Disconnects.NextAsync());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_ThatIsCut_IsMadeAnew(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(IsMsgPack: true));
        await using var proxy = StartProxy(server);
        await using var client = await ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();

        await BreakAsync(proxy, client);
        await client.EmitAsync("note", new Upload("kept", [3]));
        await client.Connects.NextAsync();

        Assert.Equal([3], Assert.Single(await client.CallAsync<Upload[]>("notes")).Data);
    }

    private static Task<ClientProbe> ConnectAsync(Uri server, ClientMode mode) =>
        ClientProbe.ConnectAsync(server, mode, options => options.Parser = SocketIoParser.MsgPack);

    private sealed record Upload(string Name, byte[] Data);

    private sealed record Refusal(int Code);
}
