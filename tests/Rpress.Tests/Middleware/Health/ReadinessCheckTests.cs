using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.Health;

public sealed class ReadinessCheckTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Passes_OfACheckThatHangs_IsFalseAfter5Seconds()
    {
        ReadinessCheck check = Check(_ => Never());

        Task<bool> passes = check.PassesAsync();
        _clock.Advance(_timeout - TimeSpan.FromTicks(1));
        bool isEarly = passes.IsCompleted;
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(isEarly);
        Assert.False(await passes);
    }

    // else every probe would leave one more behind
    [Fact]
    public async Task Passes_WhileAnEarlierRunHangs_BeginsNoOther()
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        int runs = 0;
        ReadinessCheck check = Check(_ =>
        {
            runs++;
            return new(answer.Task);
        });
        Task<bool> first = check.PassesAsync();
        _clock.Advance(_timeout);
        Assert.False(await first);

        Task<bool> second = check.PassesAsync();
        answer.SetResult(true);

        Assert.True(await second);
        Assert.Equal(1, runs);
        Assert.True(await check.PassesAsync());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Run_AskedForWhileItRuns_IsTheSame()
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var checks = new ReadinessChecks([_ => new(answer.Task)], Settings(), NullLogger.Instance);

        Task<bool> first = checks.RunAsync();
        Task<bool> second = checks.RunAsync();
        answer.SetResult(true);

        Assert.Same(first, second);
        Assert.True(await first);
        Assert.NotSame(first, checks.RunAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false)]
    public async Task Run_OfSeveral_PassesIfAllDo(bool expected, params bool[] outcomes)
    {
        var checks = new ReadinessChecks([.. outcomes.Select(outcome => (Func<CancellationToken, ValueTask<bool>>)(_ => new(outcome)))], Settings(), NullLogger.Instance);

        Assert.Equal(expected, await checks.RunAsync());
    }

    private static ValueTask<bool> Never() => new(new TaskCompletionSource<bool>().Task);

    private ReadinessCheck Check(Func<CancellationToken, ValueTask<bool>> check) => new(check, number: 1, Settings(), NullLogger.Instance);

    private HttpSettings Settings() =>
        OptionsSnapshot.Take(new RpressOptions { TimeProvider = _clock }, NullLoggerFactory.Instance, [], Task.CompletedTask, CancellationToken.None).Http;
}
