using System.Text.Json.Nodes;
using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo;

/// <summary>Events and acknowledgements between npm's client and a server.</summary>
public abstract class EventCases
{
    private static readonly byte[] _bytes = [0, 1, 2, 0x7f, 0x80, 0xff];

    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Ack_OfArguments_BringsThemBack(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));
        object?[] values =
        [
            "text", "", "ÄÖ € 漢字 🎉 \u2028 \u0000 \" \\", 0, -1, 1.5, 1e21, 9007199254740991, true, null,
            new object?[] { 1, new object?[] { "two" } }, new { a = new { b = new object?[] { null, false } }, ü = "x" }, new { },
        ];

        NodeValue.AssertEqual(values, await client.CallAsync("a", "echo", values));
        NodeValue.AssertEqual(Array.Empty<object>(), await client.CallAsync("a", "echo"));
        NodeValue.AssertEqual(new[] { "Hello, 世界!" }, await client.CallAsync("a", "greet", "世界"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Event_OfTheServer_HasItsArguments(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));

        await client.EmitAsync("a", "echo", "one", 2, new { three = 3 });
        await client.EmitAsync("a", "echo");

        NodeValue.AssertEqual(new object[] { "one", 2, new { three = 3 } }, await client.EventAsync("a", "echo"));
        NodeValue.AssertEqual(Array.Empty<object>(), await client.EventAsync("a", "echo"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_InsideOfObjects_GoesBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));
        object?[] values =
        [
            NodeValue.Bytes(_bytes), new { file = NodeValue.Bytes(_bytes, "uint8array"), name = "n" },
            new object?[] { "x", new object?[] { NodeValue.Bytes([], "arraybuffer") } }, "last",
        ];
        object?[] seen = [Seen(_bytes), new { file = Seen(_bytes), name = "n" }, new object?[] { "x", new object?[] { Seen([]) } }, "last"];

        await client.EmitAsync("a", "echo", values);

        NodeValue.AssertEqual(seen, await client.EventAsync("a", "echo"));
        NodeValue.AssertEqual(seen, await client.CallAsync("a", "echo", values));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Question_OfTheServer_IsAcknowledgedByTheClient(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));

        var answer = await client.CallAsync("a", "ask", 10_000, new object[] { new { text = "ü", file = NodeValue.Bytes(_bytes) } });

        NodeValue.AssertEqual(new object[] { new { answer = new { text = "ü", file = Seen(_bytes) } } }, answer);
    }

    [Fact]
    public async Task Question_WithoutAnAnswer_TimesOut()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket), answers: new { question = "never" });

        var answer = await client.CallAsync("a", "ask", 50, new object[] { "anybody?" });

        NodeValue.AssertEqual(new object[] { new { answer = (string?)null, timedOut = true } }, answer);
        NodeValue.AssertEqual(new object[] { "anybody?" }, await client.EventAsync("a", "question"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Payload_Of900Kilobytes_GoesBothWays(ClientMode mode)
    {
        const int Size = 900_000;
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));

        await client.EmitAsync("a", "text", Size);
        await client.EmitAsync("a", "bytes", Size);

        NodeValue.AssertEqual(new object[] { NodeValue.SeenText(Size) }, await client.EventAsync("a", "text"));
        NodeValue.AssertEqual(new object[] { NodeValue.SeenBytes(Size) }, await client.EventAsync("a", "bytes"));
        NodeValue.AssertEqual(new object[] { NodeValue.SeenText(Size) }, await client.CallAsync("a", "echo", NodeValue.LongText(Size)));
        if (mode != ClientMode.Polling)
        {
            NodeValue.AssertEqual(new object[] { NodeValue.SeenBytes(Size) }, await client.CallAsync("a", "echo", NodeValue.ManyBytes(Size)));
        }
        else
        {
            // base64 makes four characters of three bytes, and the limit is on the request
            NodeValue.AssertEqual(new object[] { NodeValue.SeenBytes(700_000) }, await client.CallAsync("a", "echo", NodeValue.ManyBytes(700_000)));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_FromTheFirstMoment_ArriveInOrder(ClientMode mode)
    {
        const int Count = 300;
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);

        // not waiting for anything, many of them meet the upgrade
        await client.OpenAsync("a", options: ClientOptions.For(mode));
        for (var i = 0; i < Count; i++)
        {
            await client.EmitAsync("a", "echo", i, i % 7 == 0 ? NodeValue.Bytes([(byte)i]) : null);
        }

        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(i, (await client.EventAsync("a", "echo"))[0].GetInt32());
        }
    }

    /// <summary>Starts the server with the application of the cases.</summary>
    internal abstract Task<IInteropServer> StartServerAsync(InteropServerOptions options);

    private static JsonObject Seen(byte[] bytes) => new() { ["$bin"] = Convert.ToBase64String(bytes) };
}
