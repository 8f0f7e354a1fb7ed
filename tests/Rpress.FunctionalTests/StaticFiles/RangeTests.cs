using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>RFC 9110 §14, from memory and from disk; what a field means is RangeHeaderTests'.</summary>
public sealed class RangeTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_OfOnePart_Is206(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 10, 9 })
        {
            await using var site = await StartAsync(protocol, most);

            foreach (var (range, contents, place) in new[]
            {
                ("bytes=0-0", "0", "bytes 0-0/10"), ("bytes=2-4", "234", "bytes 2-4/10"), ("bytes=8-", "89", "bytes 8-9/10"),
                ("bytes=-3", "789", "bytes 7-9/10"), ("bytes=0-999", "0123456789", "bytes 0-9/10"), ("bytes=1-2,50-", "12", "bytes 1-2/10"),
            })
            {
                var reply = await site.GetAsync("/a.txt", ("Range", range));

                Assert.Equal((206, contents, place), (reply.Status, reply.Text, reply.Header("Content-Range")));
                Assert.Equal($"{contents.Length}", reply.Header("Content-Length"));
                Assert.Equal("text/plain; charset=utf-8", reply.Header("Content-Type"));
                Assert.NotNull(reply.Header("ETag"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_OfSeveralParts_IsMultipart(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 10, 9 })
        {
            await using var site = await StartAsync(protocol, most);

            var reply = await site.GetAsync("/a.txt", ("Range", "bytes=5-6, 0-1, -1"));
            var boundary = reply.Header("Content-Type")!["multipart/byteranges; boundary=".Length..];

            // RFC 9110 §15.3.7.2: the parts say where they lie, the response does not
            Assert.Equal((206, null), (reply.Status, reply.Header("Content-Range")));
            Assert.Equal(
                $"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 5-6/10\r\n\r\n56\r\n"
                    + $"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n"
                    + $"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 9-9/10\r\n\r\n9\r\n"
                    + $"--{boundary}--\r\n",
                reply.Text);
            Assert.Equal($"{reply.Bytes.Length}", reply.Header("Content-Length"));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_BeyondTheEnd_Is416WithTheLength(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 10, 9 })
        {
            await using var site = await StartAsync(protocol, most);

            foreach (var range in new[] { "bytes=10-", "bytes=10-20", "bytes=-0" })
            {
                var reply = await site.GetAsync("/a.txt", ("Range", range));
                Assert.Equal((416, "bytes */10"), (reply.Status, reply.Header("Content-Range")));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_ThatCannotCount_GivesTheWhole(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 10, 9 })
        {
            await using var site = await StartAsync(protocol, most);
            var thousand = "bytes=" + string.Join(',', Enumerable.Repeat("0-0", 1000));

            foreach (var range in new[] { "bytes=5-4", "lines=1-2", "bytes=a-b", "bytes=0-,0-", thousand })
            {
                var reply = await site.GetAsync("/a.txt", ("Range", range));
                Assert.Equal((200, "0123456789", null), (reply.Status, reply.Text, reply.Header("Content-Range")));
            }
        }
    }

    // RFC 9110 §14.2: Range is defined for GET alone
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_OfHead_IsIgnored(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 10, 9 })
        {
            await using var site = await StartAsync(protocol, most);

            var reply = await site.SendAsync(HttpMethod.Head, "/a.txt", ("Range", "bytes=0-0"));

            Assert.Equal((200, "10"), (reply.Status, reply.Header("Content-Length")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task IfRange_OfTheSameFile_LetsThePartBeSent(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 10, 9 })
        {
            await using var site = await StartAsync(protocol, most);
            var tag = (await site.GetAsync("/a.txt")).Header("ETag")!;

            foreach (var (value, status) in new[]
            {
                (tag, 206), ("Wed, 01 Jan 2020 12:00:00 GMT", 206),
                ("\"other\"", 200), ($"W/{tag}", 200), ("Wed, 01 Jan 2020 12:00:01 GMT", 200), ("Wed, 01 Jan 2020 11:59:59 GMT", 200),
            })
            {
                Assert.Equal(status, (await site.GetAsync("/a.txt", ("Range", "bytes=0-0"), ("If-Range", value))).Status);
            }

            // a stale part is not even found to be beyond the end
            Assert.Equal(200, (await site.GetAsync("/a.txt", ("Range", "bytes=50-"), ("If-Range", "\"other\""))).Status);
            Assert.Equal(304, (await site.GetAsync("/a.txt", ("Range", "bytes=0-0"), ("If-None-Match", tag))).Status);
        }
    }

    private static Task<Site> StartAsync(HttpProtocolKind protocol, int maxCachedFileSize) =>
        new Site().With("a.txt", "0123456789").StartAsync(protocol, new() { MaxCachedFileSize = maxCachedFileSize });
}
