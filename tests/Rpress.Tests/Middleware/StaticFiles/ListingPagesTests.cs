using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class ListingPagesTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _mayRender = new();
    private readonly ListingPages _pages;
    private int _rendered;
    private int _atOnce;
    private bool _fails;

    public ListingPagesTests() => _pages = new(Render, _time);

    [Fact]
    public async Task Page_AskedForAgain_IsKeptForASecond()
    {
        _mayRender.SetResult();
        ResponsePayload? first = await GetAsync("/a/");

        _time.Advance(_second - TimeSpan.FromTicks(1));
        Assert.Same(first, await GetAsync("/a/"));
        Assert.NotSame(first, await GetAsync("/b/"));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotSame(first, await GetAsync("/a/"));
        Assert.Equal(3, _rendered);
    }

    [Fact]
    public async Task Page_AskedForWhileItIsMade_IsMadeOnce()
    {
        Task<ResponsePayload?>[] requests = [GetAsync("/a/"), GetAsync("/a/"), GetAsync("/a/")];
        _mayRender.SetResult();

        Assert.Single((await Task.WhenAll(requests)).Distinct());
        Assert.Equal(1, _rendered);
    }

    // nobody waits for ever longer, and nothing is kept for those who do not wait
    [Fact]
    public async Task Pages_MoreThanMayBeWaitedFor_AreNotMade()
    {
        Task<ResponsePayload?>[] waiting = [.. Enumerable.Range(0, ListingPages.MaxPages).Select(i => GetAsync($"/{i}/"))];

        Assert.Null(await GetAsync("/more/"));
        _mayRender.SetResult();
        Assert.All(await Task.WhenAll(waiting), Assert.NotNull);
        Assert.NotNull(await GetAsync("/more/"));
        Assert.Equal(ListingPages.MaxPages + 1, _rendered);
    }

    [Fact]
    public async Task Page_ThatCouldNotBeMade_IsTriedAgain()
    {
        _mayRender.SetResult();
        _fails = true;
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => GetAsync("/a/"));

        _fails = false;
        Assert.NotNull(await GetAsync("/a/"));
    }

    private Task<ResponsePayload?> GetAsync(string path) => _pages.GetAsync(new("/x", true, default), path, false).AsTask();

    private ResponsePayload Render(PathEntry directory, string path, bool isTop)
    {
        Assert.Equal(1, Interlocked.Increment(ref _atOnce));
        ((IAsyncResult)_mayRender.Task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(30));
        _rendered++;
        Interlocked.Decrement(ref _atOnce);
        return _fails ? throw new DirectoryNotFoundException() : ResponsePayload.Text(path);
    }
}
