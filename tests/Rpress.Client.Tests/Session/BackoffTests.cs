namespace Rpress.Client.Tests.Session;

public sealed class BackoffTests
{
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(5);

    [Fact]
    public void Next_WithoutJitter_DoublesUpToTheMost()
    {
        Backoff backoff = CreateBackoff(jitter: 0, chances: []);

        Assert.Equal([1000, 2000, 4000, 5000, 5000], Waits(backoff, 5));
    }

    // backo2: the second digit of the chance says whether the wait is shorter; even is shorter
    [Theory]
    [InlineData(0.0, 1000)]
    [InlineData(0.2, 900)]
    [InlineData(0.29, 855)]
    [InlineData(0.8, 600)]
    [InlineData(0.1, 1050)]
    [InlineData(0.5, 1250)]
    [InlineData(0.999, 1499)]
    public void Next_WithJitter_IsShorterOrLongerByChance(double chance, double expected)
    {
        Backoff backoff = CreateBackoff(jitter: 0.5, chances: [chance]);

        Assert.Equal([expected], Waits(backoff, 1));
    }

    [Fact]
    public void Next_WithJitter_IsTheJavaScriptClientsSequence()
    {
        Backoff backoff = CreateBackoff(jitter: 0.5, chances: [0.2, 0.3, 0.6, 0.4, 0.9]);

        // 1000 - 100, 2000 + 300, 4000 - 1200, 8000 - 1600 and 16000 + 7200, at most 5000
        Assert.Equal([900, 2300, 2800, 5000, 5000], Waits(backoff, 5));
    }

    [Fact]
    public void Next_WithFullJitter_MayNotWaitAtAll()
    {
        Backoff backoff = CreateBackoff(jitter: 1, chances: [0.8999999, 0.999999]);

        Assert.Equal([101, 3999], Waits(backoff, 2));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    [InlineData(0.8999)]
    public void Next_AfterThousandsOfAttempts_StaysAtTheMost(double chance)
    {
        Backoff backoff = CreateBackoff(jitter: 0.5, chances: [.. Enumerable.Repeat(chance, 5000)]);

        Assert.Equal(5000, Waits(backoff, 5000)[^1]);
        Assert.Equal(5000, backoff.Attempts);
    }

    [Fact]
    public void Next_OfALeastAboveTheMost_IsTheMost()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(9), _most, 0, () => 0);

        Assert.Equal([5000], Waits(backoff, 1));
    }

    [Fact]
    public void Reset_AfterAttempts_BeginsAnew()
    {
        Backoff backoff = CreateBackoff(jitter: 0, chances: []);
        Waits(backoff, 3);

        backoff.Reset();

        Assert.Equal(0, backoff.Attempts);
        Assert.Equal([1000], Waits(backoff, 1));
    }

    private static Backoff CreateBackoff(double jitter, double[] chances)
    {
        var left = new Queue<double>(chances);
        return new(_least, _most, jitter, left.Dequeue);
    }

    private static double[] Waits(Backoff backoff, int count) => [.. Enumerable.Range(0, count).Select(_ => backoff.Next().TotalMilliseconds)];
}
