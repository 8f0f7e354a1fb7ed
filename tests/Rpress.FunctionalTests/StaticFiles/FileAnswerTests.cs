using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>What the answer to a plain GET or HEAD of a file says, from memory and from disk.</summary>
public sealed class FileAnswerTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_Get_IsDescribed(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 256 * 1024, 0 })
        {
            await using var site = await new Site().With("sub/żółw.css", "body{}").StartAsync(protocol, new() { MaxCachedFileSize = most });

            var reply = await site.GetAsync("/sub/%C5%BC%C3%B3%C5%82w.css");

            Assert.Equal((200, "body{}"), (reply.Status, reply.Text));
            Assert.Equal("6", reply.Header("Content-Length"));
            Assert.Equal("text/css; charset=utf-8", reply.Header("Content-Type"));
            Assert.Equal("Wed, 01 Jan 2020 12:00:00 GMT", reply.Header("Last-Modified"));
            Assert.Equal("bytes", reply.Header("Accept-Ranges"));
            Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
            Assert.Matches("^\"[^\"]+\"$", reply.Header("ETag"));
            Assert.Equal((null, null, null), (reply.Header("Vary"), reply.Header("Cache-Control"), reply.Header("Content-Encoding")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_Head_IsGetWithoutItsContent(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 256 * 1024, 0 })
        {
            await using var site = await new Site().With("a.txt", "twelve bytes").StartAsync(protocol, new() { MaxCachedFileSize = most });

            var get = await site.GetAsync("/a.txt");
            var head = await site.SendAsync(HttpMethod.Head, "/a.txt");

            Assert.Equal((200, ""), (head.Status, head.Text));
            foreach (var name in new[] { "Content-Length", "Content-Type", "ETag", "Last-Modified", "Accept-Ranges" })
            {
                Assert.NotNull(head.Header(name));
                Assert.Equal(get.Header(name), head.Header(name));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_Empty_IsSentWithLengthZero(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("empty.js", "").StartAsync(protocol);

        var reply = await site.GetAsync("/empty.js", ("Range", "bytes=0-"));

        Assert.Equal((200, "0", ""), (reply.Status, reply.Header("Content-Length"), reply.Text));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Options_OfTheMount_ShowInTheAnswer(HttpProtocolKind protocol)
    {
        var files = new StaticFilesOptions
        {
            CacheControl = "public, max-age=60",
            IndexFile = "default.html",
            ContentTypes = { ["x"] = "application/x-own", [".html"] = "text/html; charset=iso-8859-1" },
        };
        await using var site = await new Site().With("a.x").With("b").With("default.html").StartAsync(protocol, files);

        Assert.Equal("application/x-own", (await site.GetAsync("/a.x")).Header("Content-Type"));
        Assert.Equal("application/octet-stream", (await site.GetAsync("/b")).Header("Content-Type"));
        Assert.Equal("text/html; charset=iso-8859-1", (await site.GetAsync("/")).Header("Content-Type"));
        Assert.Equal("public, max-age=60", (await site.GetAsync("/b")).Header("Cache-Control"));
        Assert.Null((await site.GetAsync("/nothing")).Header("Cache-Control"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Directory_WithAnIndex_IsThatFileBelowASlash(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("index.html", "top").With("docs/a%b ż/index.html", "sub").With("empty/a.txt").StartAsync(protocol);

        Assert.Equal("top", (await site.GetAsync("/")).Text);
        Assert.Equal("sub", (await site.GetAsync("/docs/a%25b%20%C5%BC/")).Text);
        var redirect = await site.GetAsync("/docs/a%25b%20%C5%BC?a=b%20c");
        Assert.Equal((308, "/docs/a%25b%20%C5%BC/?a=b%20c"), (redirect.Status, redirect.Header("Location")));
        Assert.Equal(404, (await site.GetAsync("/empty")).Status);
        Assert.Equal(404, (await site.GetAsync("/empty/")).Status);
        Assert.Equal(404, (await site.GetAsync("/index.html/")).Status);
    }

    // a redirect to "//host" would send the browser to another server
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Directory_SpelledAsAnotherHost_IsNoRedirect(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("evil.com/index.html").StartAsync(protocol);

        foreach (var target in new[] { "//evil.com", "/%2Fevil.com", "/%5Cevil.com", "/\\evil.com", "///evil.com", "/x/..//evil.com" })
        {
            var reply = await site.GetAsync(target);
            Assert.Equal((404, null), (reply.Status, reply.Header("Location")));
        }

        Assert.Equal("/evil.com/", (await site.GetAsync("/evil.com")).Header("Location"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task IndexFile_TurnedOff_LeavesTheDirectory404(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("index.html").StartAsync(protocol, new() { IndexFile = null });

        Assert.Equal(404, (await site.GetAsync("/")).Status);
        Assert.Equal(200, (await site.GetAsync("/index.html")).Status);
    }
}
