using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <content>How long, and how much of it, is kept.</content>
public sealed partial class RecoveryTests
{
    [Theory]
    [InlineData(119_999, true)]
    [InlineData(120_000, true)]
    [InlineData(120_001, false)]
    public async Task Session_ThatWasKeptForATime_IsThereUpToTheLimit(int milliseconds, bool isKept)
    {
        var clock = new TestClock();
        await using SocketIoServer server = await StartAsync(time: clock);
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);

        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        SocketIoWire again = await server.ConnectAsync();
        await again.JoinAsync(auth: $$"""{"pid":"{{client.Pid}}"}""");
        Assert.Equal(isKept, Assert.Single(server.Io.Sockets).Recovered);
    }

    [Fact]
    public async Task SessionsAndPackets_ThatAreTooOld_AreLetGoOf()
    {
        var clock = new TestClock();
        await using SocketIoServer server = await StartAsync(time: clock);
        SocketIoWire client = await server.JoinAsync();
        await server.Io.EmitAsync("hello");
        await BreakOffAsync(server, client);
        var adapter = (SessionAwareAdapter)server.Io.Of("/").Adapter;
        Assert.Equal((1, 1), (adapter.LoggedCount, adapter.SavedCount));

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((1, 1), (adapter.LoggedCount, adapter.SavedCount));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((0, 0), (adapter.LoggedCount, adapter.SavedCount));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public async Task Sessions_AboveTheLimit_MakeTheOldestGo(int limit, bool isKept)
    {
        await using SocketIoServer server = await StartAsync(recovery: new() { MaxSessions = limit });
        SocketIoWire first = await server.JoinAsync();
        await BreakOffAsync(server, first);
        for (int i = 0; i < 2; i++)
        {
            await BreakOffAsync(server, await server.JoinAsync());
        }

        SocketIoWire again = await server.ConnectAsync();
        await again.JoinAsync(auth: $$"""{"pid":"{{first.Pid}}"}""");

        Assert.Equal(isKept, Assert.Single(server.Io.Sockets).Recovered);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Packets_AboveTheLimit_MakeTheOldestGo(int count, bool isRecovered)
    {
        // an event of 100 bytes with its offset, and what each counts beside
        await using SocketIoServer server = await StartAsync(recovery: new() { MaxLogSize = 10 * (128 + 100) });
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);
        string offset = (await server.Io.Of("/").Adapter.GetOffsetAsync())!;
        for (int i = 0; i < count; i++)
        {
            await server.Io.EmitAsync("n", new string('x', 100 - "[\"n\",\"\",\"\"]".Length - offset.Length));
        }

        SocketIoWire again = await server.ConnectAsync();
        await again.SendAsync($$"""40{"pid":"{{client.Pid}}"}""");

        string[] packets = await again.ReadAsync(isRecovered ? count + 1 : 1);
        Assert.Equal(isRecovered, packets[^1].Contains(client.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void RecoveryConfig_OutOfRange_NamesTheSetting()
    {
        AssertRefused(new() { MaxDisconnectionDuration = TimeSpan.Zero }, "RecoveryConfig.MaxDisconnectionDuration");
        AssertRefused(new() { MaxDisconnectionDuration = TimeSpan.FromDays(1.01) }, "RecoveryConfig.MaxDisconnectionDuration");
        AssertRefused(new() { MaxLogSize = 0 }, "RecoveryConfig.MaxLogSize");
        AssertRefused(new() { MaxSessions = 0 }, "RecoveryConfig.MaxSessions");
        _ = new RpressIo(config: new() { Recovery = new() { MaxDisconnectionDuration = TimeSpan.FromDays(1), MaxLogSize = 1, MaxSessions = 1 } });

        static void AssertRefused(RecoveryConfig config, string name) =>
            Assert.Contains(name, Assert.Throws<ArgumentException>(() => new RpressIo(config: new() { Recovery = config })).Message, StringComparison.Ordinal);
    }
}
