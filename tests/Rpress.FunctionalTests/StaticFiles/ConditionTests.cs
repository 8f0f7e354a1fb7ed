using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>RFC 9110 §13, from memory and from disk; the order of conditions is PreconditionsTests'.</summary>
public sealed class ConditionTests
{
    private const string Modified = "Wed, 01 Jan 2020 12:00:00 GMT";
    private const string Before = "Wed, 01 Jan 2020 11:59:59 GMT";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatTheClientHas_Is304(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 256 * 1024, 0 })
        {
            await using var site = await new Site().With("a.txt").StartAsync(protocol, new() { MaxCachedFileSize = most, CacheControl = "no-cache" });
            var tag = (await site.GetAsync("/a.txt")).Header("ETag")!;

            foreach (var (name, value) in new[]
            {
                ("If-None-Match", tag), ("If-None-Match", $"W/{tag}"), ("If-None-Match", "*"), ("If-None-Match", $"\"x\", {tag}"),
                ("If-Modified-Since", Modified),
            })
            {
                var reply = await site.GetAsync("/a.txt", (name, value));

                // RFC 9110 §15.4.5: what guides caches, and no content
                Assert.Equal((304, "", tag, "no-cache"), (reply.Status, reply.Text, reply.Header("ETag"), reply.Header("Cache-Control")));
                Assert.Equal((null, null), (reply.Header("Content-Type"), reply.Header("Content-Length")));
                Assert.Equal(304, (await site.SendAsync(HttpMethod.Head, "/a.txt", (name, value))).Status);
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatTheClientLacks_Is200(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt").StartAsync(protocol);

        foreach (var header in new[]
        {
            ("If-None-Match", "\"other\""), ("If-None-Match", "malformed"), ("If-Modified-Since", Before), ("If-Modified-Since", "malformed"),
            ("If-Match", "*"), ("If-Unmodified-Since", Modified),
        })
        {
            Assert.Equal((200, "contents"), (await site.GetAsync("/a.txt", header)) is var reply ? (reply.Status, reply.Text) : default);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_OfAnotherStateThanAskedFor_Is412(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 256 * 1024, 0 })
        {
            await using var site = await new Site().With("a.txt").StartAsync(protocol, new() { MaxCachedFileSize = most });
            var tag = (await site.GetAsync("/a.txt")).Header("ETag")!;

            foreach (var header in new[] { ("If-Match", "\"other\""), ("If-Match", $"W/{tag}"), ("If-Unmodified-Since", Before) })
            {
                var reply = await site.GetAsync("/a.txt", header);
                Assert.Equal((412, null), (reply.Status, reply.Header("ETag")));
                Assert.DoesNotContain("contents", reply.Text, StringComparison.Ordinal);
            }
        }
    }
}
