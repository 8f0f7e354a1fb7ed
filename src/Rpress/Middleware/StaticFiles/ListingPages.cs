namespace Rpress;

/// <summary>The pages that list directories, each kept for a moment: to look at all of a large directory takes long, and anybody may ask for it.</summary>
/// <param name="render">Makes the page of a directory, by its canonical path, and whether that is the mount's own.</param>
/// <param name="time">The clock.</param>
internal sealed class ListingPages(Func<PathEntry, string, bool, ResponsePayload> render, TimeProvider time)
{
    public const int MaxPages = 32;

    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<Page>> _pages = new(StringComparer.Ordinal); // guarded by _gate
    private Task _last = Task.CompletedTask; // guarded by _gate

    /// <summary>The page, which is not older than a second; null when as many as may be are waited for already.</summary>
    /// <exception cref="IOException">The directory cannot be read, or has vanished.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public async ValueTask<ResponsePayload?> GetAsync(PathEntry directory, string path, bool isTop)
    {
        Task<Page>? page;
        lock (_gate)
        {
            if (!_pages.TryGetValue(path, out page) || IsOver(page))
            {
                page = BeginLocked(directory, path, isTop);
            }
        }

        return page is null ? null : (await page).Payload;
    }

    private Task<Page>? BeginLocked(PathEntry directory, string path, bool isTop)
    {
        if (_pages.Count >= MaxPages)
        {
            foreach ((string other, Task<Page> made) in _pages)
            {
                if (made.IsCompleted)
                {
                    _pages.Remove(other);
                }
            }
        }

        if (_pages.Count >= MaxPages)
        {
            return null;
        }

        Task<Page> page = RenderAsync(_last, directory, path, isTop);
        _last = page;
        return _pages[path] = page;
    }

    // one at a time: whoever asks for many directories keeps one processor busy, and no thread that answers others
    private async Task<Page> RenderAsync(Task previous, PathEntry directory, string path, bool isTop)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new(await Task.Run(() => render(directory, path, isTop)), time.GetTimestamp());
    }

    private bool IsOver(Task<Page> page) =>
        page.IsCompleted && (!page.IsCompletedSuccessfully || time.GetElapsedTime(page.Result.RenderedAt) >= _lifetime);

    private sealed record Page(ResponsePayload Payload, long RenderedAt);
}
