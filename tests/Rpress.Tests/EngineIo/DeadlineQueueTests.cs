using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.EngineIo;

/// <summary>Deadlines behind one timer behave as each with a timer of its own would.</summary>
public sealed class DeadlineQueueTests
{
    private const int Entries = 6;
    private const long Delay = TimeSpan.TicksPerMillisecond * 100;
    private static readonly FsCheck.Config _config = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261128, 3);

    [Fact]
    public void Queue_AfterAnySteps_ExpiresWhatANaiveOneDoes() => Prop.ForAll(Arb.From(Steps()), steps =>
    {
        var clock = new FakeTimeProvider();
        var expired = new List<int>();
        using var queue = new DeadlineQueue(TimeSpan.FromTicks(Delay), clock, entry => expired.Add((int)entry.Owner));
        DeadlineEntry[] entries = [.. Enumerable.Range(0, Entries).Select(i => new DeadlineEntry(i))];
        var model = new NaiveDeadlines(Delay);

        return steps.All(step => RunBoth(step, clock, queue, entries, model)
            && expired.SequenceEqual(model.Expired) && queue.Count == model.Count);
    }).Check(_config);

    [Fact]
    public void Deadline_AfterItsQueueWasDisposed_DoesNotRun()
    {
        var clock = new FakeTimeProvider();
        int expired = 0;
        var queue = new DeadlineQueue(TimeSpan.FromTicks(Delay), clock, _ => expired++);
        var first = new DeadlineEntry(0);
        queue.Add(first);

        queue.Dispose();
        queue.Add(new DeadlineEntry(1));
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, expired);
    }

    [Fact]
    public void Deadline_InAnotherQueue_IsNotRemoved()
    {
        var clock = new FakeTimeProvider();
        using var queue = new DeadlineQueue(TimeSpan.FromTicks(Delay), clock, _ => { });
        using var other = new DeadlineQueue(TimeSpan.FromTicks(Delay), clock, _ => { });
        var entry = new DeadlineEntry(0);
        queue.Add(entry);

        Assert.False(other.Remove(entry));
        Assert.False(other.HasPassed(entry));
        Assert.True(queue.Remove(entry));
        Assert.False(queue.Remove(entry));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1000, -900)]
    [InlineData(1001, 100)]
    public void Deadline_FromAMomentThatHasPassed_CountsFromItUnlessItIsLongAgo(int millisecondsAgo, int dueIn)
    {
        var clock = new LateClock { Now = TimeSpan.FromHours(1) };
        using var queue = new DeadlineQueue(TimeSpan.FromTicks(Delay), clock, _ => { });
        var entry = new DeadlineEntry(0);

        queue.AddFrom(entry, clock.GetTimestamp() - (millisecondsAgo * TimeSpan.TicksPerMillisecond));

        Assert.Equal(dueIn * TimeSpan.TicksPerMillisecond, entry.DueAt - clock.GetTimestamp());
    }

    [Fact]
    public void Deadlines_ThatAddThemselvesAgain_RunOn()
    {
        var clock = new FakeTimeProvider();
        int expired = 0;
        DeadlineQueue queue = null!;
        queue = new(TimeSpan.FromTicks(Delay), clock, entry =>
        {
            expired++;
            queue.Add(entry);
        });
        queue.Add(new DeadlineEntry(0));

        for (int i = 0; i < 5; i++)
        {
            clock.Advance(TimeSpan.FromTicks(Delay));
        }

        Assert.Equal(5, expired);
        queue.Dispose();
    }

    private static bool RunBoth(int[] step, FakeTimeProvider clock, DeadlineQueue queue, DeadlineEntry[] entries, NaiveDeadlines model)
    {
        int which = step[1] % Entries;
        switch (step[0])
        {
            case 0 when model.Has(which):
                return queue.HasPassed(entries[which]) == false;
            case 0:
                queue.Add(entries[which]);
                model.Add(which);
                return true;
            case 1:
                return queue.Remove(entries[which]) == model.Remove(which);
            default:
                clock.Advance(TimeSpan.FromMilliseconds(step[1]));
                model.Advance(step[1] * TimeSpan.TicksPerMillisecond);
                return true;
        }
    }

    private static Gen<int[][]> Steps()
    {
        // whole milliseconds, which timers count
        Gen<int> time = Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 33), Gen.Choose(98, 102), Gen.Choose(0, 300));
        Gen<int[]> step = Gen.OneOf(
            Gen.Choose(0, Entries - 1).Select(i => (int[])[0, i]),
            Gen.Choose(0, Entries - 1).Select(i => (int[])[0, i]),
            Gen.Choose(0, Entries - 1).Select(i => (int[])[1, i]),
            time.Select(milliseconds => (int[])[2, milliseconds]));
        return Gen.Choose(1, 40).SelectMany(length => step.ArrayOf(length));
    }
}
