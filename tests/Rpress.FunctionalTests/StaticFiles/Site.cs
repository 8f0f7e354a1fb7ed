using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>A directory of files and an app that serves it at <c>/</c>, with a clock that stands still.</summary>
internal sealed class Site : IAsyncDisposable
{
    private TestServer? _server;

    public TempDirectory Folder { get; } = new();

    public TestClock Clock { get; } = new();

    public CollectingLoggerFactory Logs { get; } = new();

    public TestServer Server => _server ?? throw new InvalidOperationException("Start the site first.");

    /// <summary>A small file, written in the past of the clock.</summary>
    public Site With(string path, string contents = "contents") => With(path, System.Text.Encoding.UTF8.GetBytes(contents));

    public Site With(string path, byte[] contents)
    {
        Folder.WriteFile(path, contents);
        return Date(path, 0);
    }

    /// <summary>Dates a file some seconds after 2020-01-01 12:00.</summary>
    public Site Date(string path, double seconds)
    {
        File.SetLastWriteTimeUtc(Folder.Combine(path), new DateTime(2020, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddSeconds(seconds));
        return this;
    }

    public Site Link(string path, string target)
    {
        File.CreateSymbolicLink(Folder.Combine(path), target);
        return this;
    }

    public async Task<Site> StartAsync(
        HttpProtocolKind protocol = HttpProtocolKind.Http1, StaticFilesOptions? files = null, RpressOptions? options = null, string folder = "")
    {
        Clock.SetUtcNow(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        options ??= new();
        options.TimeProvider = Clock;
        options.LoggerFactory = Logs;
        _server = await TestServer.StartAsync(new RpressApp(options).ServeStatic("/", Folder.Combine(folder), files), protocol);
        return this;
    }

    public Task<Reply> GetAsync(string target, params (string Name, string Value)[] headers) => Server.GetAsync(target, headers);

    public Task<Reply> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers) =>
        Server.SendAsync(method, target, null, headers);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Folder.Dispose();
    }
}
