using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Http;

public sealed class BoundedCallTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _token;

    [Fact]
    public async Task Run_OfCodeThatAnswersInTime_IsItsAnswer()
    {
        Task<int> call = RunAsync(TestContext.Current.CancellationToken);
        _clock.Advance(_timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);

        _answer.SetResult(7);

        Assert.Equal(7, await call);
        Assert.False(_token.IsCancellationRequested);
    }

    [Fact]
    public async Task Run_OfCodeThatIsTooSlow_TimesOutAndTellsTheCode()
    {
        Task<int> call = RunAsync(TestContext.Current.CancellationToken);
        var told = new TaskCompletionSource();
        _token.Register(told.SetResult);

        _clock.Advance(_timeout);

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_WhoseCallerGivesUp_EndsAndTellsTheCode()
    {
        using var caller = new CancellationTokenSource();
        Task<int> call = RunAsync(caller.Token);
        var told = new TaskCompletionSource();
        _token.Register(told.SetResult);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_OfCodeThatFails_IsItsFailure()
    {
        Task<int> call = RunAsync(TestContext.Current.CancellationToken);

        _answer.SetException(new InvalidOperationException("mine"));

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
    }

    [Fact]
    public async Task Run_OfCodeThatThrowsAtOnce_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        await BoundedCall.RunAsync<int, int>((_, _) => throw new InvalidOperationException(), 0, _timeout, _clock, TestContext.Current.CancellationToken));

    // both would end up with TaskScheduler.UnobservedTaskException
    [Fact]
    public async Task Run_OfCodeThatFailsTooLate_LeavesNothingUnobserved()
    {
        var unobserved = new List<string>();
        void Collect(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.AddRange(args.Exception.Flatten().InnerExceptions.Select(error => error.Message));
        TaskScheduler.UnobservedTaskException += Collect;

        WeakReference late = await FailLateAsync();
        for (int i = 0; i < 100 && late.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Collect;
        Assert.False(late.IsAlive);
        Assert.DoesNotContain("too late", unobserved);
        Assert.DoesNotContain("callback", unobserved);
    }

    private Task<int> RunAsync(CancellationToken cancellationToken) => BoundedCall.RunAsync(
        static (test, token) =>
        {
            test._token = token;
            return new ValueTask<int>(test._answer.Task);
        },
        this,
        _timeout,
        _clock,
        cancellationToken).AsTask();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> FailLateAsync()
    {
        var answer = new TaskCompletionSource<int>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> call = BoundedCall.RunAsync(
            (_, token) =>
            {
                token.Register(told.SetResult);
                token.Register(() => throw new InvalidOperationException("callback"));
                return new ValueTask<int>(answer.Task);
            },
            0,
            _timeout,
            _clock,
            CancellationToken.None).AsTask();
        _clock.Advance(_timeout);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        await told.Task;
        answer.SetException(new InvalidOperationException("too late"));
        return new WeakReference(answer.Task);
    }
}
