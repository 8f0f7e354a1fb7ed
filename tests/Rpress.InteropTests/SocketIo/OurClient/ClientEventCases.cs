using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Events between our client and a server: values, order, buffers.</summary>
public abstract class ClientEventCases : ClientCases
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Values_OfManyKinds_GoBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");
        object?[] values =
        [
            "text", "", "ÄÖ € 漢字 🎉 \u2028 \u0000 \" \\", 0, -1, 1.5, 9007199254740991, true, null,
            new object?[] { 1, new object?[] { "two" } }, new { a = new { b = new object?[] { null, false } }, ü = "x" }, new { },
        ];

        await client.EmitAsync("echo", values);
        await client.EmitAsync("echo");

        NodeValue.AssertEqual(values, SocketProbe.ToJson(await echo.NextAsync()));
        Assert.Empty(await echo.NextAsync());
        NodeValue.AssertEqual(values, SocketProbe.ToJson(await client.CallAllAsync("echo", values)));
        Assert.Empty(await client.CallAllAsync("echo"));
        Assert.Equal("Hello, 世界!", await client.Socket.EmitWithAckAsync<string>("greet", "世界", TestContext.Current.CancellationToken).InTimeAsync("the greeting"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Handler_WithTypedParameters_GetsValuesOfThem(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        var seen = new Recording<(string, double, Point)>("the typed event");
        client.Socket.On("echo", (string text, double number, Point point) => seen.Add((text, number, point)));
        await client.ConnectAsync();

        await client.Socket.EmitAsync("echo", "ü", 2.5, new Point(3, -4)).InTimeAsync("that it is emitted");

        Assert.Equal(("ü", 2.5, new Point(3, -4)), await seen.NextAsync());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_TwoThousandEachWay_StayInOrder(ClientMode mode)
    {
        const int Count = 2_000;
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        var echo = client.Record("echo");

        // not waiting for the connection, many of them meet the upgrade
        client.Socket.Connect();
        for (var i = 0; i < Count; i++)
        {
            await client.EmitAsync("echo", i, i % 50 == 0 ? new[] { (byte)(i / 50) } : null);
        }

        var seen = await echo.TakeAsync(Count);

        Assert.Equal(Enumerable.Range(0, Count), seen.Select(arguments => arguments[0].Get<int>()));
        Assert.All(seen.Where((_, i) => i % 50 == 0).Index(), item => Assert.Equal([(byte)item.Index], item.Item[1].Get<byte[]>()!));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Text_Of900Kilobytes_GoesBothWays(ClientMode mode)
    {
        const int Size = 900_000;
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var text = client.Record("text");
        var expected = string.Concat(Enumerable.Range(0, Size).Select(i => (char)('a' + (i % 10))));

        await client.EmitAsync("text", Size);

        Assert.Equal(expected, (await text.NextAsync())[0].Get<string>());
        Assert.Equal(expected, await client.CallAsync<string>("echo", expected));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_BeforeTheConnection_AreSentWhenItStands(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        for (var i = 0; i < 50; i++)
        {
            await client.EmitAsync("note", i);
        }

        await client.Socket.Volatile.EmitAsync("note", "volatile").InTimeAsync("that it is dropped");
        var buffered = client.CallAsync<string>("greet", "buffer");
        await client.ConnectAsync();

        Assert.Equal("Hello, buffer!", await buffered);
        Assert.Equal(Enumerable.Range(0, 50), await client.CallAsync<int[]>("notes"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_TogetherLargerThanAPost_AllArriveInOrder(ClientMode mode)
    {
        const int Count = 100;
        await using var server = await StartServerAsync(new() { MaxPayload = 10_000 });
        await using var client = ClientProbe.Make(server.Address, mode);
        await EmitNotesAsync(client, 0, Count);

        await client.ConnectAsync();
        await EmitNotesAsync(client, Count, Count);

        var notes = await client.CallAsync<string[]>("notes");
        Assert.Equal(Enumerable.Range(0, 2 * Count).Select(NoteOf), notes);
        Assert.True(client.Disconnects.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Flags_OfAnEvent_DoNotChangeIt(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");

        await client.Socket.Compress(false).EmitAsync("echo", 1).InTimeAsync("that it is emitted");
        await client.Socket.Compress(true).EmitAsync("echo", 2).InTimeAsync("that it is emitted");
        Assert.Equal([1, 2], (await echo.TakeAsync(2)).Select(arguments => arguments[0].Get<int>()));
        Assert.Equal(3, await client.Socket.Timeout(TimeSpan.FromSeconds(10)).Compress(false).EmitWithAckAsync<int>("echo", 3, TestContext.Current.CancellationToken).InTimeAsync("the ack"));
    }

    private static async Task EmitNotesAsync(ClientProbe client, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            await client.EmitAsync("note", NoteOf(i));
        }
    }

    private static string NoteOf(int number) => $"{number}:{new string('x', 1_000)}";

    private sealed record Point(int X, int Y);
}
