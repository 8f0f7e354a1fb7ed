using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.DotNet;

/// <summary>NuGet's SocketIOClient against our server.</summary>
public sealed class DotNetClientTests
{
    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_InEachMode_UsesItsTransport(ClientMode mode)
    {
        var requests = new EngineRequests();
        await using var server = await TestServer.StartAsync(InteropApp.Create(requests: requests));
        await using var client = DotNetClient.Make(server.BaseAddress, mode);

        await client.ConnectAsync();
        var who = (await client.CallAsync("whoami")).GetValue(0);

        Assert.Equal((client.Id, "/"), (who.GetProperty("id").GetString(), who.GetProperty("namespace").GetString()));
        Assert.Equal(mode != ClientMode.WebSocket, requests.All.Any(request => request is { Transport: "polling", Status: 200 }));
        Assert.Equal(mode != ClientMode.Polling, requests.All.Any(request => request is { Transport: "websocket", Status: 101 }));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_InEachMode_GoBothWays(ClientMode mode)
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create());
        await using var client = DotNetClient.Make(server.BaseAddress, mode);
        await client.ConnectAsync();

        await client.EmitAsync("echo", "ü 世界", 1.5, new { Nested = new[] { 1, 2 } });
        var seen = await client.EchoAsync();

        Assert.Equal(("ü 世界", 1.5), (seen.GetValue<string>(0), seen.GetValue<double>(1)));
        Assert.Equal("[1,2]", seen.GetValue(2).EnumerateObject().Single().Value.GetRawText());
        Assert.Equal("Hello, Ada!", (await client.CallAsync("greet", "Ada")).GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Question_OfTheServer_IsAcknowledged(ClientMode mode)
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create());
        await using var client = DotNetClient.Make(server.BaseAddress, mode);
        client.Answer<string>("question");
        await client.ConnectAsync();

        var answer = await client.CallAsync("ask", 10_000, new object[] { "why" });

        Assert.Equal("why", answer.GetValue(0).GetProperty("answer").GetString());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_InEachMode_GoesBothWays(ClientMode mode)
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create());
        await using var client = DotNetClient.Make(server.BaseAddress, mode);
        client.Answer<byte[]>("question");
        await client.ConnectAsync();
        byte[] bytes = [0, 127, 255];

        await client.EmitAsync("echo", "before", bytes);
        var seen = await client.EchoAsync();
        var ack = await client.CallAsync("echo", bytes);
        var answer = await client.CallAsync("ask", 10_000, new object[] { bytes });

        Assert.Equal("before", seen.GetValue<string>(0));
        Assert.Equal(bytes, seen.GetValue<byte[]>(1));
        Assert.Equal(bytes, ack.GetValue<byte[]>());
        Assert.Equal(bytes, Assert.Single(answer.InComingBytes));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespaces_InEachMode_RefuseAndAccept(ClientMode mode)
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create());
        await using var wrong = DotNetClient.Make(server.BaseAddress, mode, "/private", new { token = "other" });
        await using var right = DotNetClient.Make(server.BaseAddress, mode, "/private", new { token = "valid" });

        Assert.Equal("Unauthorized", await wrong.ConnectInVainAsync());
        await right.ConnectAsync();

        var who = (await right.CallAsync("whoami")).GetValue(0);
        Assert.Equal(("/private", "valid"), (who.GetProperty("namespace").GetString(), who.GetProperty("auth").GetProperty("token").GetString()));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatIsDisconnected_LearnsIt(ClientMode mode)
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create());
        await using var client = DotNetClient.Make(server.BaseAddress, mode);
        await client.ConnectAsync();

        await client.EmitAsync("leave-namespace");

        Assert.Equal("io server disconnect", await client.DisconnectedAsync());
    }
}
