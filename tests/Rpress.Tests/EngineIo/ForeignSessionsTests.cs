using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.Tests.EngineIo;

/// <summary>The warning about requests for other servers' sessions: at, below and above what it takes, by a clock that stands still.</summary>
public sealed class ForeignSessionsTests : IDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromTicks(1);

    private readonly TestClock _clock = new();
    private readonly CollectingLoggerFactory _log = new();
    private readonly ForeignSessions _sessions;

    public ForeignSessionsTests() => _sessions = new(_clock, _log.CreateLogger("engine"));

    [Fact]
    public void Ids_BelowTheThreshold_AreNotMentioned()
    {
        AskForForeign(ForeignSessions.Threshold - 1);

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void Ids_AtTheThreshold_AreOneWarningThatSaysWhatToDo()
    {
        AskForForeign(ForeignSessions.Threshold);

        CollectedLogEntry warning = Assert.Single(_log.Entries);
        Assert.Equal((LogLevel.Warning, 1902), (warning.Level, warning.EventId.Id));
        Assert.StartsWith("5 sessions that this server never had were asked for within 60 s.", warning.Message, StringComparison.Ordinal);
        Assert.Contains("configure sticky sessions, or use WebSocket only", warning.Message, StringComparison.Ordinal);
        Assert.Contains("docs/guide/load-balancing.md", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_FarAboveTheThreshold_AreStillOneWarning()
    {
        AskForForeign(100_000);

        Assert.Single(_log.Entries);
    }

    [Fact]
    public void Ids_WithinTheWindow_AreOneWarning()
    {
        AskForForeign(1);
        _clock.Advance(ForeignSessions.Window);
        AskForForeign(ForeignSessions.Threshold - 1);

        Assert.Single(_log.Entries);
    }

    [Fact]
    public void Ids_SpreadOverMoreThanTheWindow_AreNotMentioned()
    {
        AskForForeign(1);
        _clock.Advance(ForeignSessions.Window + _tick);
        AskForForeign(ForeignSessions.Threshold - 1);
        Assert.Empty(_log.Entries);

        AskForForeign(1);
        Assert.Single(_log.Entries);
    }

    [Fact]
    public void Ids_ThatComeSlowly_AreNeverMentioned()
    {
        for (int i = 0; i < 1_000; i++)
        {
            AskForForeign(1);
            _clock.Advance(ForeignSessions.Window / (ForeignSessions.Threshold - 1) + _tick);
        }

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void Id_ThatIsAskedForAgain_CountsOnce()
    {
        string sid = SessionId.Next();
        for (int i = 0; i < 100; i++)
        {
            _sessions.OnUnknown(sid);
        }

        AskForForeign(ForeignSessions.Threshold - 2);
        _sessions.OnUnknown(sid);

        Assert.Empty(_log.Entries);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("none0000000000000000000000")]
    [InlineData("AAAAAAAAAAAAAAAAAA A")]
    [InlineData("AAAAAAAAAAAAAAAAAA/A")]
    [InlineData("AAAAAAAAAAAAAAAAAAäA")]
    public void Ids_ThatNoServerMakes_AreNotCounted(string sid)
    {
        for (int i = 0; i < 100; i++)
        {
            _sessions.OnUnknown(sid[..^1] + (char)('A' + (i % 26)));
        }

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void Ids_OfSessionsThatEndedHere_AreNotCounted()
    {
        string[] sids = [.. Enumerable.Range(0, ForeignSessions.RememberedEnds).Select(_ => SessionId.Next())];
        Assert.All(sids, _sessions.OnEnded);

        Assert.All(sids, _sessions.OnUnknown);

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void Ids_OfMoreEndsThanAreRemembered_TakeNoMoreMemory()
    {
        for (int i = 0; i < 10 * ForeignSessions.RememberedEnds; i++)
        {
            _sessions.OnEnded("AAAAAAAAAAAAAAAAAAAA");
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _sessions.OnEnded("AAAAAAAAAAAAAAAAAAAA");
            _sessions.OnUnknown("AAAAAAAAAAAAAAAAAAAA");
            _sessions.OnUnknown("BBBBBBBBBBBBBBBBBBBB");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Ids_WithinTheSilenceAfterAWarning_AreNotMentioned()
    {
        AskForForeign(ForeignSessions.Threshold);

        _clock.Advance(ForeignSessions.Silence - _tick);
        AskForForeign(100);

        Assert.Single(_log.Entries);
    }

    [Fact]
    public void Ids_AfterTheSilence_AreCountedAnew()
    {
        AskForForeign(ForeignSessions.Threshold);

        _clock.Advance(ForeignSessions.Silence);
        AskForForeign(ForeignSessions.Threshold - 1);
        Assert.Single(_log.Entries);
        AskForForeign(1);

        Assert.Equal(2, _log.Entries.Count);
    }

    [Fact]
    public async Task Ids_OnManyThreads_AreOneWarning()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AskForForeign(10_000), TestContext.Current.CancellationToken)));

        Assert.Single(_log.Entries);
    }

    public void Dispose() => _log.Dispose();

    private void AskForForeign(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _sessions.OnUnknown(SessionId.Next());
        }
    }
}
