using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

public sealed class MountTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Prefix_OfAMount_EndsWithItsSegment(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        folder.WriteFile("a.txt", "a");
        folder.WriteFile("foo/a.txt", "foo");
        folder.WriteFile("index.html", "index");
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes().ServeStatic("/assets/", folder.Path), protocol);

        Assert.Equal("a", (await server.GetAsync("/assets/a.txt")).Text);
        Assert.Equal("index", (await server.GetAsync("/assets/")).Text);
        Assert.Equal("/assets/?q", (await server.GetAsync("/assets?q")).Header("Location"));
        foreach (var target in new[] { "/assetsfoo", "/assetsfoo/a.txt", "/assetsa.txt", "/Assets/a.txt", "/a.txt", "/assets%2Fa.txt", "/x/assets/a.txt" })
        {
            Assert.Equal(404, (await server.GetAsync(target)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Mounts_OfOnePath_AreAskedFromTheLongestPrefixOn(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        foreach (var file in new[] { "1/x/a", "1/x/b", "1/x/c", "2/a", "2/b", "3/a" })
        {
            folder.WriteFile(file, file);
        }

        var app = TestApps.WithoutRoutes()
            .ServeStatic("/", folder.Combine("1")).ServeStatic("/x", folder.Combine("3")).ServeStatic("/x", folder.Combine("2"));
        await using var server = await TestServer.StartAsync(app, protocol);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("3/a", (await server.GetAsync("/x/a")).Text);
            Assert.Equal("2/b", (await server.GetAsync("/x/b")).Text);
            Assert.Equal("1/x/c", (await server.GetAsync("/x/c")).Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_OfTheSamePath_GoesBeforeTheFile(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        folder.WriteFile("both", "file");
        folder.WriteFile("post", "file");
        var app = TestApps.With(routes => routes.Get("/both", _ => "route").Post("/post", _ => "route")).ServeStatic("/", folder.Path);
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal("route", (await server.GetAsync("/both")).Text);
        Assert.Equal("file", (await server.GetAsync("/post")).Text);
        Assert.Equal("route", (await server.PostAsync("/post", null)).Text);
    }

    // RFC 9110 §9.3.7, §15.5.6
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Method_ThatAFileLacks_Is405WithAllow(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        folder.WriteFile("a", "a");
        folder.WriteFile("post", "a");
        folder.WriteFile("docs/index.html", "a");
        folder.WriteFile("empty/a", "a");
        var app = TestApps.With(routes => routes.Post("/post", _ => "").Put("/post", _ => "")).ServeStatic("/", folder.Path);
        await using var server = await TestServer.StartAsync(app, protocol);

        foreach (var (target, allow) in new[]
        {
            ("/a", "GET, HEAD, OPTIONS"), ("/docs/", "GET, HEAD, OPTIONS"), ("/docs", "GET, HEAD, OPTIONS"),
            ("/post", "GET, HEAD, OPTIONS, POST, PUT"),
        })
        {
            var delete = await server.SendAsync(HttpMethod.Delete, target);
            Assert.Equal((405, allow), (delete.Status, delete.Header("Allow")));
            var options = await server.SendAsync(HttpMethod.Options, target);
            Assert.Equal((204, allow), (options.Status, options.Header("Allow")));
        }

        Assert.Equal(404, (await server.PostAsync("/nothing", null)).Status);
        Assert.Equal(404, (await server.PostAsync("/empty", null)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Options, "/.hidden")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_OfTheApplication_CoversFiles(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        folder.WriteFile("a", "a");
        var app = TestApps.WithoutRoutes().ServeStatic("/", folder.Path).Use(async (req, next) => req.Headers["Authorization"] is null
            ? throw new RpressException(401, "Token required")
            : (await next(req)).WithHeader("X-Seen", "yes"));
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal(401, (await server.GetAsync("/a")).Status);
        var reply = await server.GetAsync("/a", ("Authorization", "x"));
        Assert.Equal((200, "yes"), (reply.Status, reply.Header("X-Seen")));
    }

    [Fact]
    public async Task Start_WithMissingDirectories_NamesThemAll()
    {
        using var folder = new TempDirectory();
        folder.WriteFile("file", "");
        var app = TestApps.WithoutRoutes()
            .ServeStatic("/1", "no-such-directory")
            .ServeStatic("/2", folder.Combine("file"))
            .ServeStatic("/3", folder.Path, new() { SpaFallback = "missing.html" })
            .ServeStatic("/4", folder.Path);

        var error = await Assert.ThrowsAsync<RpressConfigurationException>(() => TestServer.StartAsync(app));

        Assert.Equal(3, error.Errors.Count);
        Assert.Contains("no-such-directory", error.Errors[0], StringComparison.Ordinal);
        Assert.Contains(folder.Combine("file"), error.Errors[1], StringComparison.Ordinal);
        Assert.Contains("missing.html", error.Errors[2], StringComparison.Ordinal);
    }

    // the directory of the tests' own program, whatever the working directory is
    [Fact]
    public async Task Directory_ThatIsRelative_IsFoundBesideTheProgram()
    {
        var name = $"static-{Guid.NewGuid():N}";
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, name));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a"), "beside", TestContext.Current.CancellationToken);
            await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes().ServeStatic("/", name));

            Assert.Equal("beside", (await server.GetAsync("/a")).Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task ServeStatic_AfterTheStart_Throws()
    {
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes());

        Assert.Throws<InvalidOperationException>(() => server.App.ServeStatic("/", "."));
    }
}
