using Rpress.SocketIo.Protocol;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class UserParserTests
{
    [Fact]
    public async Task Join_ThatTheParserFails_FailsThatNamespaceAlone()
    {
        await using var test = CreateClient(packet => packet is { Type: SocketIoPacketType.Connect, Namespace: "/admin" });
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");

        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(
            () => admin.ConnectAsync(TestContext.Current.CancellationToken).BoundedAsync());

        Assert.Contains(FailingParser.Message, error.Message, StringComparison.Ordinal);
        Assert.Equal((false, true), (admin.IsActive, test.Client.IsConnected));
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Leave_ThatTheParserFails_EndsTheConnection()
    {
        await using var test = CreateClient(packet => packet.Type == SocketIoPacketType.Disconnect);
        ScriptedWebSocket socket = await test.ConnectAsync();

        await test.Client.DisconnectAsync().BoundedAsync();

        Assert.Null(await socket.ReadAsync());
        Assert.Equal("disconnect: io client disconnect", await test.Happened.NextAsync());
        Assert.False(test.Client.IsActive);
    }

    [Fact]
    public async Task Disposal_WhoseLeaveTheParserFails_EndsTheConnection()
    {
        await using var test = CreateClient(packet => packet.Type == SocketIoPacketType.Disconnect);
        ScriptedWebSocket socket = await test.ConnectAsync();

        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        Assert.Null(await socket.ReadAsync());
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task RetriedEvent_ThatTheParserFails_FailsAndTheNextFollows()
    {
        await using var test = CreateClient(packet => packet.EventName == "bad", retries: 1);
        ScriptedWebSocket socket = await test.ConnectAsync();

        Task<int> failing = test.Client.EmitWithAckAsync<int>("bad", TestContext.Current.CancellationToken);
        await test.Client.EmitAsync("good");

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => failing.BoundedAsync());
        Assert.Equal(FailingParser.Message, error.Message);
        Assert.Equal("""421["good"]""", await socket.ReadTextAsync());
        await socket.SendAsync("431[]");
        await Eventually.TrueAsync(() => (test.Waiting, test.Work.Count) == (0, 0), "nothing being left to do");
    }

    private static TestClient CreateClient(Predicate<SocketIoPacket> fails, int retries = 0) =>
        new(options => (options.Parser, options.Retries) = (new FailingParser(fails), retries));
}
