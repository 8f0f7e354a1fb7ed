using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Connection state recovery of our client.</summary>
public abstract class ClientRecoveryCases : ClientCases
{
    // a polling session whose client went between two polls ends with its ping
    private static readonly InteropServerOptions _recovering =
        new(Recovers: true) { PingInterval = TimeSpan.FromSeconds(1), PingTimeout = TimeSpan.FromSeconds(2) };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_ThatWasCut_GoesOnWithAllThatWasMissed(ClientMode mode)
    {
        await using var server = await StartServerAsync(_recovering);
        await using var proxy = StartProxy(server);
        await using var sender = await WatchAsync(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        var said = await JoinAsync(client, sender);
        await client.CallAsync<bool>("set-data", "kept");
        var id = client.Socket.Id;

        await CutAndWaitAsync(proxy, client, sender);
        for (var n = 0; n < 20; n++)
        {
            await sender.EmitAsync("announce", n % 4 == 3 ? "elsewhere" : "room", new Said(n, [(byte)n, 0xff]));
        }

        await sender.CallAllAsync("echo");
        proxy.Accept();
        Assert.Equal(id, await client.Connects.NextAsync());

        Assert.Equal((true, id), (client.Socket.Recovered, client.Socket.Id));
        var missed = (await said.TakeAsync(15)).ConvertAll(arguments => arguments[0].Get<Said>()!);
        Assert.Equal(Enumerable.Range(0, 20).Where(n => n % 4 != 3), missed.Select(one => one.N));
        Assert.All(missed, one => Assert.Equal([(byte)one.N, 0xff], one.Data));
        await sender.EmitAsync("announce", "room", "after");
        Assert.Equal("after", (await said.NextAsync())[0].Get<string>());
        Assert.Equal(new(true, "kept"), await client.CallAsync<State>("state"));
        Assert.True(said.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_CutTwice_GoesOnTwice(ClientMode mode)
    {
        await using var server = await StartServerAsync(_recovering);
        await using var proxy = StartProxy(server);
        await using var sender = await WatchAsync(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        var said = await JoinAsync(client, sender);
        var id = client.Socket.Id;

        for (var n = 0; n < 2; n++)
        {
            await CutAndWaitAsync(proxy, client, sender);
            await client.EmitAsync("note", n);
            await sender.EmitAsync("announce", "room", n);
            await sender.CallAllAsync("echo");
            proxy.Accept();
            Assert.Equal(id, await client.Connects.NextAsync());
            Assert.True(client.Socket.Recovered);
            Assert.Equal(n, (await said.NextAsync())[0].Get<int>());
            await client.CallAllAsync("echo"); // the note is there before the next cut, which could lose it
        }

        Assert.Equal(Enumerable.Range(0, 2), await client.CallAsync<int[]>("notes"));
        Assert.True(said.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Handler_WithTypedParameters_DoesNotSeeTheOffset(ClientMode mode)
    {
        await using var server = await StartServerAsync(_recovering);
        await using var sender = await WatchAsync(server);
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var typed = new Recording<string>("the typed event");
        client.Socket.On("said", (string text) => typed.Add(text));
        await client.CallAllAsync("join", "room");

        await sender.EmitAsync("announce", "room", "text");

        Assert.Equal("text", await typed.NextAsync());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatRestarts_RecoversNobody(ClientMode mode)
    {
        await using var server = await StartRestartableAsync(_recovering);
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var echo = client.Record("echo");
        await client.EmitAsync("echo", "first");
        await echo.NextAsync();
        var id = client.Socket.Id;

        await server.StopAsync();
        await client.Disconnects.NextAsync();
        await server.StartAsync();

        Assert.NotEqual(id, await client.Connects.NextAsync());
        Assert.False(client.Socket.Recovered);
        Assert.Equal(client.Socket.Id, (await client.WhoAsync()).Id);
    }

    [Fact]
    public async Task Client_ThatDisconnectedItself_ComesBackAsAnother()
    {
        await using var server = await StartServerAsync(_recovering);
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket);
        var echo = client.Record("echo");
        await client.EmitAsync("echo", "first");
        await echo.NextAsync();
        var id = client.Socket.Id;

        await client.DisconnectAsync();
        await client.ConnectAsync();

        Assert.False(client.Socket.Recovered);
        Assert.NotEqual(id, client.Socket.Id);
    }

    // an event has to come before the cut: its offset is where the client goes on
    private static async Task<Recording<EventArguments>> JoinAsync(ClientProbe client, ClientProbe sender)
    {
        var said = client.Record("said");
        await client.SettleAsync();
        await client.CallAllAsync("join", "room");
        await sender.EmitAsync("announce", "room", "first");
        Assert.Equal("first", (await said.NextAsync())[0].Get<string>());
        return said;
    }

    private static async Task CutAndWaitAsync(TcpProxy proxy, ClientProbe client, ClientProbe sender)
    {
        proxy.Refuse();
        proxy.CutAll();
        await client.Disconnects.NextAsync();
        await Eventually.TrueAsync(
            async () => (await sender.CallAsync<JsonElement>("fetch", "room")).GetArrayLength() == 0, "that the server has noticed");
    }

    private sealed record Said(int N, byte[] Data);

    private sealed record State(bool Recovered, string? Value);
}
