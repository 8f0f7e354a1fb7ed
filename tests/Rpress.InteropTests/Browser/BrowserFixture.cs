using Microsoft.Playwright;

namespace Rpress.InteropTests.Browser;

/// <summary>One headless Chromium for all tests, started for the first that asks and ended after the last.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private const float StartBound = 60_000; // milliseconds
    private static readonly string[] _paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Lazy<Task<IPlaywright>> _driver = new(Playwright.CreateAsync);
    private readonly Lazy<Task<IBrowser>> _browser;

    /// <summary>Starts nothing yet.</summary>
    public BrowserFixture() => _browser = new(LaunchAsync);

    /// <summary>A profile of its own (cookies, caches) that takes the tests' certificates. Where there is no browser, the test skips; on build machines it fails.</summary>
    public async Task<IBrowserContext> OpenProfileAsync()
    {
        Assert.SkipWhen(
            FindBrowser() is null && Environment.GetEnvironmentVariable("CI") != "true",
            $"There is no Chromium: install it (Debian: chromium), as ./test does. Looked for {string.Join(", ", _paths)}.");
        IBrowser browser = await _browser.Value;
        return await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated && _browser.Value.IsCompletedSuccessfully)
        {
            await (await _browser.Value).DisposeAsync();
        }

        if (_driver.IsValueCreated && _driver.Value.IsCompletedSuccessfully)
        {
            (await _driver.Value).Dispose();
        }
    }

    private static string? FindBrowser() => Array.Find(_paths, File.Exists);

    private async Task<IBrowser> LaunchAsync()
    {
        IPlaywright driver = await _driver.Value;
        return await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindBrowser() ?? throw new FileNotFoundException($"There is none of {string.Join(", ", _paths)}."),
            Headless = true,
            ChromiumSandbox = !Environment.IsPrivilegedProcess, // it refuses to run sandboxed for root
            Timeout = StartBound,
        });
    }
}
