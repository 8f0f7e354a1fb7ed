namespace Rpress.Tests.Issues;

/// <summary>The deadline of a body ended the process when it met a reset stream, and was lost when its timer fired early.</summary>
public sealed class BodyWaitTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);

    private readonly HandTimeProvider _time = new();
    private readonly FaultyPipeReader _reader = new();

    [Fact]
    public void Deadline_OnAResetStream_ThrowsNothing()
    {
        using BodyWait wait = Begin();

        _time.Now = _timeout;
        _time.Fire();

        Assert.True(wait.HasExpired);
        Assert.Equal(1, _reader.Cancellations);
    }

    [Fact]
    public void Deadline_FiringEarly_IsSetAgainForTheRest()
    {
        using BodyWait wait = Begin();

        _time.Now = _timeout - TimeSpan.FromMilliseconds(3);
        _time.Fire();

        Assert.False(wait.HasExpired);
        Assert.Equal(TimeSpan.FromMilliseconds(3), _time.DueTime);
        _time.Now = _timeout;
        _time.Fire();
        Assert.True(wait.HasExpired);
    }

    [Fact]
    public void Deadline_AfterItsWait_CancelsNothing()
    {
        BodyWait wait = Begin();

        wait.End();
        _time.Now = _timeout;
        _time.Fire();
        wait.Dispose();
        _time.Fire();

        Assert.False(wait.HasExpired);
        Assert.Equal(0, _reader.Cancellations);
    }

    [Fact]
    public void Token_DuringAWait_CancelsTheRead()
    {
        using BodyWait wait = new(_reader, _timeout, _time);
        using var cancelling = new CancellationTokenSource();
        using CancellationTokenRegistration registration = wait.Begin(cancelling.Token);

        cancelling.Cancel();

        Assert.Equal(1, _reader.Cancellations);
        Assert.False(wait.HasExpired);
    }

    private BodyWait Begin()
    {
        var wait = new BodyWait(_reader, _timeout, _time);
        wait.Begin(CancellationToken.None).Dispose();
        return wait;
    }
}
