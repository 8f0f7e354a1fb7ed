using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>Nothing outside the directory and nothing hidden, by any spelling; raw, on HTTP/1.1 and HTTP/2.</summary>
public sealed class TraversalTests
{
    private const string Secret = "secret";

    private static readonly string[] _namesOfOtherMeaning =
    [
        "a.css.", "a.css ", "a.css::$DATA", "con.css", "CON", "NUL", "nul.css", "aux", "COM1.txt", "lpt1", "C:/secret.txt", "sub\\b.css", "sub./b.css",
        "..\\secret.txt", ".../secret.txt", "..;/secret.txt",
    ];

    public static TheoryData<string> Targets =>
    [
        "/../secret.txt", "/../../secret.txt", "/sub/../../secret.txt", "/..%2fsecret.txt", "/..%2Fsecret.txt", "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt", "/.%2e/secret.txt", "/..%5csecret.txt", "/..\\secret.txt", "/sub\\..\\..\\secret.txt", "/%252e%252e%252fsecret.txt",
        "/%252e%252e/secret.txt", "/..;/secret.txt", "/;/../secret.txt", "/....//secret.txt", "/..././secret.txt", "/%c0%ae%c0%ae/secret.txt",
        "/%c0%ae%c0%ae%c0%afsecret.txt", "/%e0%80%ae%e0%80%ae/secret.txt", "/%uff0e%uff0e/secret.txt", "/%ef%bc%8e%ef%bc%8e/secret.txt",
        "/secret.txt%00.css", "/a.css%00", "/%00/a.css", "/C:/secret.txt", "/C:%5csecret.txt", "/c%3a/secret.txt", "//secret.txt", "//host/share/a.css",
        "/%2F%2Fhost/share", "/\\\\host\\share", "/a.css::$DATA", "/a.css%3a%3a$DATA", "/a.css.", "/a.css..", "/a.css%20", "/a.css%2e", "/a.css/",
        "/sub./b.css", "/sub%20/b.css", "/CON", "/con.css", "/NUL", "/nul.css", "/aux", "/COM1.txt", "/lpt1",
        "/.git/config", "/.GIT/config", "/%2egit/config", "/.Git/config", "/sub/.env", "/.env", "/.ENV", "/%2eenv", "/sub/..%2F.env",
        "/.git", "/.git/", "/sub%2Fb.css", "/sub%2fb.css", "/sub%5cb.css", "//a.css", "/sub//b.css", "/./a.css/../../secret.txt",
        "/link-out/secret.txt", "/link-out.txt", "/link-git/config", "/link-parent/secret.txt", "/link-root/etc/hostname", "/link-loop",
        "/rootfoo/secret.txt", "/../rootfoo/secret.txt", "/~/secret.txt", "/%20../secret.txt", "/..%20/secret.txt", "/..%09/secret.txt",
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Target_ThatLeadsElsewhere_IsNotServed(string target)
    {
        await using var site = Fill(new Site());
        await site.StartAsync(HttpProtocolKind.Http1, folder: "root");
        await using var connection = await site.Server.ConnectAsync();

        foreach (var method in new[] { "GET", "HEAD", "POST" })
        {
            await connection.SendAsync($"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            var reply = await connection.ReadResponseAsync(head: method == "HEAD");
            Assert.True(reply.Status is 404 or 400, $"{method} {target}: {reply.Status}");
            Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
            if (reply.Status == 400)
            {
                return;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Target_ThatLeadsElsewhereOverHttp2_IsNotServed(string target)
    {
        await using var site = Fill(new Site());
        await site.StartAsync(HttpProtocolKind.Http2Tls, folder: "root");
        await using var connection = await site.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, true, (":method", "GET"), (":scheme", "https"), (":path", target), (":authority", "x"));
        var reply = await connection.ReadResponseAsync(1);

        Assert.True(reply.Status is 404 or 400 || reply.ResetErrorCode is not null, $"{target}: {reply.Status}");
        Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
    }

    // the spellings above fail for what they are, not because nothing is served
    [Theory]
    [InlineData("/a.css")]
    [InlineData("/sub/b.css")]
    [InlineData("/sub/../a.css")]
    [InlineData("/%61.css")]
    [InlineData("/nothing/%2e%2e/a.css")]
    [InlineData("/../../a.css")]
    [InlineData("/a..b.css")]
    [InlineData("/link-in.css")]
    [InlineData("/link-sub/b.css")]
    public async Task Target_ThatStaysInside_IsServed(string target)
    {
        await using var site = Fill(new Site());
        await site.StartAsync(folder: "root");
        await using var connection = await site.Server.ConnectAsync();

        await connection.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal(200, (await connection.ReadResponseAsync()).Status);
    }

    [Theory]
    [InlineData("/link-in.css")]
    [InlineData("/link-sub/b.css")]
    public async Task Link_RedirectedOutsideLater_IsNoLongerServed(string target)
    {
        await using var site = Fill(new Site());
        await site.StartAsync(folder: "root");
        Assert.Equal(200, (await site.GetAsync(target)).Status);

        File.Delete(site.Folder.Combine("root" + target.Replace("/b.css", "", StringComparison.Ordinal)));
        site.Link("root" + target.Replace("/b.css", "", StringComparison.Ordinal), target.EndsWith("b.css", StringComparison.Ordinal) ? ".." : "../secret.txt");
        site.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(404, (await site.GetAsync(target)).Status);
    }

    private static Site Fill(Site site)
    {
        site.With("secret.txt", Secret).With("rootfoo/secret.txt", Secret).With("b.css", Secret)
            .With("root/a.css").With("root/a..b.css").With("root/sub/b.css").With("root/sub/.env", Secret)
            .With("root/.git/config", Secret).With("root/.env", Secret)
            .Link("root/link-out", "..").Link("root/link-out.txt", "../secret.txt").Link("root/link-git", ".git")
            .Link("root/link-parent", "sub/../..").Link("root/link-root", "/").Link("root/link-loop", "link-loop")
            .Link("root/link-in.css", "a.css").Link("root/link-sub", "./sub");

        // only there can such names be, so only there could they be served
        foreach (var name in OperatingSystem.IsWindows() ? [] : _namesOfOtherMeaning)
        {
            site.With("root/" + name, Secret);
        }

        return site;
    }
}
