using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo;

/// <summary>What the server's API does beyond events and rooms, as npm's client sees it.</summary>
public abstract class ServerApiCases
{
    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_ThatWasCut_GoesOnWithAllThatWasMissed(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(Recovers: true));
        await using var client = NodeClient.Start(server.Address);
        var id = await client.ConnectAsync("a", options: ClientOptions.For(mode));
        await client.ConnectAsync("b", options: ClientOptions.For(ClientMode.WebSocket), manager: "other");
        await client.CallAsync("a", "join", "room");
        await client.CallAsync("a", "set-data", "kept");
        await client.EmitAsync("b", "announce", "room", "first");
        Assert.Equal("first", (await client.EventAsync("a", "said"))[0].GetString());

        await client.CutAsync();
        await client.ReadAsync("disconnect", "a");
        for (var n = 0; n < 20; n++)
        {
            await client.EmitAsync("b", "announce", n % 4 == 3 ? "elsewhere" : "room", new { n, data = NodeValue.Bytes([(byte)n]) });
        }

        await client.CallAsync("b", "echo");
        await client.ReconnectAsync("a");
        var connected = await client.ReadAsync("connect", "a");

        Assert.True(connected.GetProperty("recovered").GetBoolean());
        Assert.Equal(id, connected.GetProperty("id").GetString());
        foreach (var n in Enumerable.Range(0, 20).Where(n => n % 4 != 3))
        {
            var args = await client.EventAsync("a", "said");
            Assert.Equal(n, args[0].GetProperty("n").GetInt32());
            NodeValue.AssertEqual(new Dictionary<string, string> { ["$bin"] = Convert.ToBase64String([(byte)n]) }, args[0].GetProperty("data"));
        }

        await client.EmitAsync("b", "announce", "room", "after");
        Assert.Equal("after", (await client.EventAsync("a", "said"))[0].GetString());
        NodeValue.AssertEqual(new[] { new { recovered = true, rooms = new[] { "room" }, value = "kept" } }, await client.CallAsync("a", "state"));
        Assert.False(client.HasEvent("a", "said"));
    }

    [Fact]
    public async Task Client_ThatDisconnectedItself_ComesBackAsAnother()
    {
        await using var server = await StartServerAsync(new(Recovers: true));
        await using var client = NodeClient.Start(server.Address);
        var id = await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));

        await client.DisconnectAsync("a");
        await client.ReadAsync("disconnect", "a");
        await client.ReconnectAsync("a");
        var connected = await client.ReadAsync("connect", "a");

        Assert.False(connected.GetProperty("recovered").GetBoolean());
        Assert.NotEqual(id, connected.GetProperty("id").GetString());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task BroadcastAck_WithOneSilentClient_TimesOutWithTheAnswersOfTheOthers(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));
        await client.ConnectAsync("b", options: ClientOptions.For(mode), manager: "b");
        NodeValue.AssertEqual(new[] { new { timedOut = false, responses = new[] { "x", "x" } } }, await client.CallAsync("a", "poll", 10_000));

        await client.ConnectAsync("silent", options: ClientOptions.For(mode), manager: "silent", answers: new { question = "never" });

        NodeValue.AssertEqual(new[] { new { timedOut = true, responses = new[] { "x", "x" } } }, await client.CallAsync("a", "poll", 2_000));
    }

    [Fact]
    public async Task Middleware_ThatRefuses_GivesTheClientItsErrorWithData()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);

        await client.OpenAsync("refused", "/guarded", ClientOptions.For(ClientMode.Upgrade), new { token = "wrong" });
        var error = await client.ReadAsync("connect_error", "refused");
        await client.ConnectAsync("admitted", "/guarded", auth: new { token = "valid" }, manager: "other");

        Assert.Equal("not authorized", error.GetProperty("message").GetString());
        NodeValue.AssertEqual(new { code = "E001", retryAfter = 5 }, error.GetProperty("data"));
        Assert.False(error.GetProperty("active").GetBoolean());
        await client.EmitAsync("admitted", "forbidden");
        NodeValue.AssertEqual(new[] { "unauthorized event" }, await client.EventAsync("admitted", "refused"));
        NodeValue.AssertEqual(new[] { "reached" }, await client.CallAsync("admitted", "allowed"));
    }

    [Fact]
    public async Task Namespace_ThatAnExpressionMatches_ComesToBeAndOthersDoNot()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", "/dynamic-101", ClientOptions.For(ClientMode.Upgrade));
        await client.OpenAsync("b", "/dynamic-x");

        Assert.Equal("Invalid namespace", (await client.ReadAsync("connect_error", "b")).GetProperty("message").GetString());
        Assert.Equal("/dynamic-101", (await client.CallAsync("a", "whoami"))[0].GetProperty("namespace").GetString());
        await client.DisconnectAsync("a");
        await client.ReadAsync("disconnect", "a");
        await client.ReconnectAsync("a");
        await client.ReadAsync("connect", "a");
        NodeValue.AssertEqual(new[] { "still" }, await client.CallAsync("a", "echo", "still"));
    }

    [Fact]
    public async Task Volatile_ToAClientThatIsStopped_IsDroppedAndTheRestIsNot()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals to stop a process with");
        await using var server = await StartServerAsync(new());
        await using var stopped = NodeClient.Start(server.Address);
        await using var other = NodeClient.Start(server.Address);
        var id = await stopped.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));
        await other.ConnectAsync("b", options: ClientOptions.For(ClientMode.WebSocket));

        await stopped.PauseAsync();
        await other.CallAsync("b", "stall", id, 32 * 1024 * 1024);
        await stopped.ResumeAsync();

        await stopped.EventAsync("a", "bytes");
        await stopped.EventAsync("a", "end");
        Assert.False(stopped.HasEvent("a", "volatile"));
    }

    [Fact]
    public async Task Groups_OfSockets_AreFoundMovedAndExpelled()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        var a = await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));
        await client.ConnectAsync("b", options: ClientOptions.For(ClientMode.Polling), manager: "b");
        await client.CallAsync("a", "join", "room");

        NodeValue.AssertEqual(new object[] { new object[] { new { id = a, rooms = new[] { a, "room" } } } }, await client.CallAsync("b", "fetch", "room"));
        await client.CallAsync("b", "move", "room", "other");
        NodeValue.AssertEqual(new object[] { Array.Empty<object>() }, await client.CallAsync("b", "fetch", "room"));
        NodeValue.AssertEqual(new object[] { new object[] { new { id = a, rooms = new[] { a, "other" } } } }, await client.CallAsync("b", "fetch", "other"));
        await client.CallAsync("b", "expel", "other");

        Assert.Equal("io server disconnect", (await client.ReadAsync("disconnect", "a")).GetProperty("reason").GetString());
        NodeValue.AssertEqual(new[] { "here" }, await client.CallAsync("b", "echo", "here"));
    }

    /// <summary>Starts the server with the application of the cases.</summary>
    internal abstract Task<IInteropServer> StartServerAsync(InteropServerOptions options);
}
