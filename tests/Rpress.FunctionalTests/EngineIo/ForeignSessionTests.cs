using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>Which requests the engine takes for those of another server's clients, and that they are answered as ever.</summary>
public sealed class ForeignSessionTests : IDisposable
{
    private const string UnknownSid = """{"code":1,"message":"Session ID unknown"}""";

    private readonly CollectingLoggerFactory _log = new();

    [Fact]
    public async Task Requests_ForAnotherServersSessions_AreAWarning()
    {
        await using var app = await StartAsync();
        await using var other = await EngineApp.StartAsync();

        for (int i = 0; i < ForeignSessions.Threshold; i++)
        {
            Assert.Empty(_log.At(LogLevel.Warning));
            Assert.Equal(UnknownSid, (await app.PollAsync(await other.OpenPollingAsync())).Text);
        }

        Assert.Equal("Rpress.EngineIo", Assert.Single(_log.At(LogLevel.Warning)).Category);
    }

    [Fact]
    public async Task Upgrades_ForAnotherServersSessions_AreAWarning()
    {
        await using var app = await StartAsync();
        await using var other = await EngineApp.StartAsync();

        for (int i = 0; i < ForeignSessions.Threshold; i++)
        {
            await using var connection = await app.Server.ConnectAsync();
            await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf(await other.OpenPollingAsync())));
            Assert.Equal("Session ID unknown", (await connection.ReadResponseAsync()).Text);
        }

        Assert.Single(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Requests_ForSessionsThatHaveEnded_AreNotMentioned()
    {
        await using var app = await StartAsync();

        for (int i = 0; i < 2 * ForeignSessions.Threshold; i++)
        {
            var sid = await app.OpenPollingAsync();
            await app.PostAsync(sid, "1");
            Assert.Equal(UnknownSid, (await app.PollAsync(sid)).Text);
        }

        Assert.Empty(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Requests_ForSessionsThatOutlivedTheirHeartbeat_AreNotMentioned()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock);
        string[] sids = [.. await Task.WhenAll(Enumerable.Range(0, 2 * ForeignSessions.Threshold).Select(_ => app.OpenPollingAsync()))];

        clock.Advance(TimeSpan.FromSeconds(25));
        clock.Advance(TimeSpan.FromSeconds(20));

        foreach (string sid in sids)
        {
            Assert.Equal(UnknownSid, (await app.PollAsync(sid)).Text);
        }

        Assert.Empty(_log.At(LogLevel.Warning));
    }

    public void Dispose() => _log.Dispose();

    private Task<EngineApp> StartAsync(TimeProvider? time = null) =>
        EngineApp.StartAsync(options: new() { LoggerFactory = _log, TimeProvider = time ?? TimeProvider.System });
}
