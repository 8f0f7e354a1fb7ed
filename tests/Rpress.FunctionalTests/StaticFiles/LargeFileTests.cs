using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>Files that are read as they are sent: flat memory, and a length that is always that of the file which is read.</summary>
public sealed class LargeFileTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task File_UpToTheBound_IsInMemory(int length, bool isKept)
    {
        await using var site = await new Site().With("a.txt", new string('a', length)).StartAsync(files: new() { MaxCachedFileSize = 10 });
        await site.GetAsync("/a.txt");
        site.With("a.txt", "changed");

        Assert.Equal(isKept ? new string('a', length) : "changed", (await site.GetAsync("/a.txt")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ChangedSinceItWasLookedAt_IsDescribedAsItIs(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt", "one").StartAsync(protocol, new() { MaxCachedFileSize = 0 });
        var old = await site.GetAsync("/a.txt");
        site.With("a.txt", "three").Date("a.txt", 7);

        var reply = await site.GetAsync("/a.txt");
        var part = await site.GetAsync("/a.txt", ("Range", "bytes=-2"));
        var stale = await site.GetAsync("/a.txt", ("Range", "bytes=-2"), ("If-Range", old.Header("ETag")!));

        Assert.Equal(("three", "5", "Wed, 01 Jan 2020 12:00:07 GMT"), (reply.Text, reply.Header("Content-Length"), reply.Header("Last-Modified")));
        Assert.NotEqual(old.Header("ETag"), reply.Header("ETag"));
        Assert.Equal((206, "ee", "bytes 3-4/5"), (part.Status, part.Text, part.Header("Content-Range")));
        Assert.Equal((200, "three"), (stale.Status, stale.Text));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_VanishedSinceItWasLookedAt_Is404(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt").StartAsync(protocol, new() { MaxCachedFileSize = 0 });
        await site.GetAsync("/a.txt");

        File.Delete(site.Folder.Combine("a.txt"));

        Assert.Equal(404, (await site.GetAsync("/a.txt")).Status);
    }

    // what may not be opened, here a directory in the file's place, is missing to clients and one line to the operator
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatMayNotBeRead_Is404AndLoggedOnce(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt").StartAsync(protocol, new() { MaxCachedFileSize = 0 });
        await site.GetAsync("/a.txt");
        File.Delete(site.Folder.Combine("a.txt"));
        Directory.CreateDirectory(site.Folder.Combine("a.txt"));

        for (var i = 0; i < 2; i++)
        {
            var reply = await site.GetAsync("/a.txt");
            Assert.Equal(404, reply.Status);
            Assert.DoesNotContain(site.Folder.Path, reply.Text, StringComparison.Ordinal);
        }

        Assert.Contains("a.txt", Assert.Single(site.Logs.At(LogLevel.Warning)).Message, StringComparison.Ordinal);
    }

    // neither missing nor forbidden: a socket has no contents to open
    [Fact]
    public async Task File_ThatCannotBeOpened_Is404AndLoggedOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A socket is a file of its own kind only elsewhere.");
        await using var site = await new Site().With("a.txt").StartAsync(files: new() { MaxCachedFileSize = 0 });
        await site.GetAsync("/a.txt");
        File.Delete(site.Folder.Combine("a.txt"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(site.Folder.Combine("a.txt")));

        Assert.Equal(404, (await site.GetAsync("/a.txt")).Status);
        Assert.Equal(404, (await site.GetAsync("/a.txt")).Status);
        Assert.Single(site.Logs.At(LogLevel.Warning));
        Assert.Empty(site.Logs.At(LogLevel.Error));
    }

    // what is sent is what the conditions were held against
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Conditions_OnAFileChangedSinceItWasLookedAt_AreOfTheFileAsItIs(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt", "one").StartAsync(protocol, new() { MaxCachedFileSize = 0 });
        var old = (await site.GetAsync("/a.txt")).Header("ETag")!;
        site.With("a.txt", "three").Date("a.txt", 7);
        var current = (await site.GetAsync("/a.txt")).Header("ETag")!;

        foreach (var (name, value, status) in new[]
        {
            ("If-Match", old, 412), ("If-Match", current, 200), ("If-None-Match", current, 304),
            ("If-Unmodified-Since", "Wed, 01 Jan 2020 12:00:00 GMT", 412), ("If-Unmodified-Since", "Wed, 01 Jan 2020 12:00:07 GMT", 200),
        })
        {
            Assert.Equal((name, value, status), (name, value, (await site.GetAsync("/a.txt", (name, value))).Status));
        }
    }

    // a privileged process may read everything, so there is nothing to log for it
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task File_WithoutPermission_Is404AndLoggedOnce()
    {
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        await using var site = new Site().With("a.txt").With("sub/b.txt");
        File.SetUnixFileMode(site.Folder.Combine("a.txt"), UnixFileMode.None);
        File.SetUnixFileMode(site.Folder.Combine("sub"), UnixFileMode.None);
        await site.StartAsync();

        var statuses = new List<int>();
        foreach (var target in new[] { "/a.txt", "/a.txt", "/sub/b.txt", "/sub/b.txt" })
        {
            statuses.Add((await site.GetAsync(target)).Status);
        }

        File.SetUnixFileMode(site.Folder.Combine("sub"), Readable);
        Assert.All(statuses, status => Assert.Equal(Environment.IsPrivilegedProcess ? 200 : 404, status));
        Assert.Equal(Environment.IsPrivilegedProcess ? 0 : 2, site.Logs.At(LogLevel.Warning).Count);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Ranges_OfALargeFile_AreItsBytes(HttpProtocolKind protocol)
    {
        var contents = new byte[Megabyte];
        new Random(2).NextBytes(contents);
        await using var site = await new Site().With("big.bin", contents).StartAsync(protocol);

        var one = await site.GetAsync("/big.bin", ("Range", "bytes=100000-899999"));
        var several = await site.GetAsync("/big.bin", ("Range", "bytes=0-99999,500000-699999"));

        Assert.Equal(contents[100_000..900_000], one.Bytes);
        Assert.Equal($"{several.Bytes.Length}", several.Header("Content-Length"));
        Assert.True(several.Bytes.AsSpan().IndexOf(contents.AsSpan(0, 100_000)) > 0);
        Assert.True(several.Bytes.AsSpan().IndexOf(contents.AsSpan(500_000, 200_000)) > 100_000);
    }

    // a client that leaves must not leave the file open behind it
    [Fact]
    public async Task Download_BrokenOff_ClosesTheFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open files are looked for in /proc.");
        await using var site = await new Site().With("big.bin", new byte[32 * Megabyte]).StartAsync();
        await using (var connection = await site.Server.ConnectAsync())
        {
            await connection.SendAsync("GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n");
            await connection.ReadExactlyAsync(1000);
            Assert.True(IsOpen(site));
            connection.Reset();
        }

        await Eventually.TrueAsync(() => !IsOpen(site), "the file to be closed");
    }

    private static bool IsOpen(Site site) => Directory.EnumerateFiles("/proc/self/fd")
        .Any(link => new FileInfo(link).LinkTarget == site.Folder.Combine("big.bin"));
}
