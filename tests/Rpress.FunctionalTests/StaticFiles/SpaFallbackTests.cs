using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

public sealed class SpaFallbackTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_OfNoFile_IsAnsweredWithTheFallback(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("app/index.html", "page").With("app.js", "script").With("sub/a")
            .StartAsync(protocol, new() { SpaFallback = "app/index.html" });

        foreach (var target in new[] { "/users/1", "/users/", "/", "/sub", "/a%2Db?x=1.js", "/v1.2/users" })
        {
            var reply = await site.GetAsync(target);
            Assert.Equal((200, "page", "text/html; charset=utf-8"), (reply.Status, reply.Text, reply.Header("Content-Type")));
        }

        Assert.Equal("script", (await site.GetAsync("/app.js")).Text);
        Assert.Equal((200, "4"), (await site.SendAsync(HttpMethod.Head, "/users/1")) is var head ? (head.Status, head.Header("Content-Length")) : default);
        var tag = (await site.GetAsync("/users/1")).Header("ETag")!;
        Assert.Equal(304, (await site.GetAsync("/users/2", ("If-None-Match", tag))).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_ThatIsNoPage_IsNot(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        folder.WriteFile("index.html", "page");
        folder.WriteFile(".git/config", "secret");
        var app = TestApps.With(routes => routes.Post("/api/jobs", _ => "")).ServeStatic("/app", folder.Path, new() { SpaFallback = "index.html" })
            .ServeStatic("/api", folder.Path, new() { SpaFallback = "index.html" });
        await using var server = await TestServer.StartAsync(app, protocol);

        foreach (var target in new[] { "/app/missing.js", "/other", "/apple", "/app/.git/config", "/app/.env", "/app//users", "/app/..%2Fusers" })
        {
            Assert.Equal(404, (await server.GetAsync(target)).Status);
        }

        Assert.Equal(404, (await server.PostAsync("/app/users", null)).Status);
        Assert.Equal((405, "OPTIONS, POST"), (await server.GetAsync("/api/jobs")) is var reply ? (reply.Status, reply.Header("Allow")) : default);
        Assert.Equal("page", (await server.GetAsync("/api/other")).Text);
    }
}
