namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Binary between our client and a server.</summary>
public abstract class ClientBinaryCases : ClientCases
{
    private static readonly byte[] _bytes = [0, 1, 2, 0x7f, 0x80, 0xff];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_AloneAndAmongOthers_GoesBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");

        await client.EmitAsync("echo", "before", _bytes, 1, Array.Empty<byte>());
        await client.EmitAsync("echo", _bytes.AsMemory(1, 3));
        var mixed = await echo.NextAsync();

        Assert.Equal(("before", 1), (mixed[0].Get<string>(), mixed[2].Get<int>()));
        Assert.Equal((true, false), (mixed[1].IsBinary, mixed[0].IsBinary));
        Assert.Equal(_bytes, mixed[1].Get<byte[]>()!);
        Assert.Empty(mixed[3].Get<byte[]>()!);
        Assert.Equal(_bytes[1..4], (await echo.NextAsync())[0].Get<byte[]>()!);
        Assert.Equal(_bytes, await client.CallAsync<byte[]>("echo", _bytes));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_WithinObjects_GoesBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");
        var folder = new Folder("f", [new("a.txt", _bytes), new("b.txt", [9])], [7, 7]);

        await client.EmitAsync("echo", folder, "last");
        var arguments = await echo.NextAsync();

        AssertSame(folder, arguments[0].Get<Folder>());
        Assert.Equal("last", arguments[1].Get<string>());
        AssertSame(folder, await client.CallAsync<Folder>("echo", folder));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_OfTenAttachments_KeepsItsOrder(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");
        object?[] values = [.. Enumerable.Range(0, 10).Select(i => new byte[] { (byte)i, (byte)(i + 100) })];

        await client.EmitAsync("echo", values);
        var answer = await client.CallAllAsync("echo", values);

        Assert.Equal(values, (await echo.NextAsync()).Select(argument => argument.Get<byte[]>()));
        Assert.Equal(values, answer.Select(argument => argument.Get<byte[]>()));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_Of300Kilobytes_GoesBothWays(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var (echo, bytes) = (client.Record("echo"), client.Record("bytes"));
        var content = RandomBytes(300_000);

        await client.EmitAsync("echo", content, new Upload("again", content[..100_000]));
        await client.EmitAsync("bytes", 300_000);
        var arguments = await echo.NextAsync();

        Assert.Equal(content, arguments[0].Get<byte[]>()!);
        Assert.Equal(content[..100_000], arguments[1].Get<Upload>()!.Data);
        Assert.Equal(Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251)), (await bytes.NextAsync())[0].Get<byte[]>()!);
        Assert.Equal(content, await client.CallAsync<byte[]>("echo", content));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Question_WithBinary_IsAnsweredWithBinary(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        client.Socket.On("question", (Upload asked) => new Upload(asked.Name + "!", [.. Enumerable.Reverse(asked.Data)]));
        await client.ConnectAsync();
        var content = RandomBytes(300_000);

        var answer = await client.CallAsync<Answered<Upload>>("ask", 10_000, new object[] { new Upload("file", content) });

        Assert.Equal("file!", answer.Answer!.Name);
        Assert.Equal(Enumerable.Reverse(content), answer.Answer.Data);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Broadcast_WithBinary_ReachesTheOtherClients(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var sender = await ClientProbe.ConnectAsync(server.Address, mode);
        await using var receiver = await ClientProbe.ConnectAsync(server.Address, mode);
        var (own, others) = (sender.Record("broadcast"), receiver.Record("broadcast"));

        await sender.EmitAsync("broadcast", "text", _bytes);
        var seen = await others.NextAsync();

        Assert.Equal("text", seen[0].Get<string>());
        Assert.Equal(_bytes, seen[1].Get<byte[]>()!);
        await sender.CallAllAsync("echo");
        Assert.True(own.IsEmpty);
    }

    private static void AssertSame(Folder expected, Folder? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Name, expected.Files.Length), (actual.Name, actual.Files.Length));
        Assert.All(expected.Files.Zip(actual.Files), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Data, pair.Second.Data);
        });
        Assert.Equal(expected.Mark, actual.Mark);
    }

    private sealed record Upload(string Name, byte[] Data);

    private sealed record Folder(string Name, Upload[] Files, byte[] Mark);
}
