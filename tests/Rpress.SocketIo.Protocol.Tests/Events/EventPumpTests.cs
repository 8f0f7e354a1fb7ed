namespace Rpress.SocketIo.Protocol.Tests.Events;

public sealed class EventPumpTests
{
    private readonly BackgroundWork _work = new();

    [Fact]
    public async Task Execute_OfSeveral_HandlesOneAfterTheOther()
    {
        var pump = new HeldPump(_work);
        pump.Open();
        Assert.All((string[])["a", "b", "c"], item => Assert.True(pump.Add(item)));

        Assert.Equal(["a"], pump.Begun);
        pump.LetGo(2);
        await pump.WaitForBegunAsync(3);

        Assert.Equal(["a", "b", "c"], pump.Begun);
    }

    [Fact]
    public void TryAdd_WithConcurrency_BeginsAsManyAtATime()
    {
        var pump = new HeldPump(_work, concurrency: 2);
        pump.Open();

        Assert.All((string[])["a", "b", "c"], item => Assert.True(pump.Add(item)));

        Assert.Equal(["a", "b"], pump.Begun);
        Assert.Equal(2, _work.Count);
    }

    [Fact]
    public async Task TryAdd_BeforeOpen_Waits()
    {
        var pump = new HeldPump(_work);

        Assert.True(pump.TryAdd("a", out bool isReady));
        Assert.False(isReady);
        Assert.Empty(pump.Begun);
        pump.Open();

        await pump.WaitForBegunAsync(1);
    }

    [Fact]
    public void TryAdd_OverTheCount_IsRefused()
    {
        var pump = new HeldPump(_work, maxCount: 2);

        Assert.Equal([true, true, false], ((string[])["a", "b", "c"]).Select(pump.Add));
    }

    [Fact]
    public async Task AddBeyondLimits_WithTheQueueFull_ComesInItsTurn()
    {
        var pump = new HeldPump(_work, maxCount: 1);
        Assert.Equal([true, false], ((string[])["a", "b"]).Select(pump.Add));

        Assert.False(pump.AddBeyondLimits("c")); // not open: nothing is to be executed
        pump.Open();
        pump.LetGo(1);
        await pump.WaitForBegunAsync(2);

        Assert.Equal(["a", "c"], pump.Begun);
    }

    [Fact]
    public void TryAdd_OverTheSize_IsRefused()
    {
        var pump = new HeldPump(_work, maxSize: 4);

        Assert.Equal([true, false, true, false], ((string[])["abc", "de", "f", "g"]).Select(pump.Add));
    }

    [Fact]
    public void TryAdd_OfOneLargerThanTheLimit_IsTaken()
    {
        var pump = new HeldPump(_work, maxSize: 4);

        Assert.True(pump.Add("abcdef"));
        Assert.False(pump.Add("g"));
    }

    [Fact]
    public async Task Close_WhileItemsWait_DropsThemAndTakesNoMore()
    {
        var pump = new HeldPump(_work);
        pump.Open();
        Assert.All((string[])["a", "b"], item => Assert.True(pump.Add(item)));

        pump.Close();
        Assert.True(pump.Add("c"));
        pump.LetGo(3);
        await _work.CompleteAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(["a"], pump.Begun);
    }
}
