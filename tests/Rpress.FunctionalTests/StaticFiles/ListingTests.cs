using System.Text.RegularExpressions;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

public sealed partial class ListingTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Directory_WithListing_NamesWhatCanBeFetched(HttpProtocolKind protocol)
    {
        await using var site = new Site()
            .With("outside.txt").With("root/b.txt", new string('x', 1536)).With("root/A.txt").With("root/.env").With("root/.git/config")
            .With("root/zoo/x").With("root/sub/x").Link("root/in.txt", "A.txt").Link("root/out.txt", "../outside.txt").Link("root/hidden", ".env");
        await site.StartAsync(protocol, new() { Listing = true }, folder: "root");

        var reply = await site.GetAsync("/");

        Assert.Equal((200, "text/html; charset=utf-8"), (reply.Status, reply.Header("Content-Type")));
        Assert.Equal(["sub/", "zoo/", "A.txt", "b.txt", "in.txt"], Links(reply));
        Assert.Contains("<td>1.5 KiB<td>2020-01-01 12:00\n", reply.Text, StringComparison.Ordinal);
        Assert.Contains("<td>8 B<td>2020-01-01 12:00\n", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Folder.Path, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Links_OfAListing_LeadToTheirFiles(HttpProtocolKind protocol)
    {
        string[] names = ["a b#c?.txt", "100%.txt", "ż&amp;.txt", "javascript.txt", "'x'.txt"];
        await using var site = new Site();
        foreach (var name in names)
        {
            site.With("sub/" + name, name);
        }

        await site.StartAsync(protocol, new() { Listing = true });
        Assert.Equal("/sub/", (await site.GetAsync("/sub")).Header("Location"));
        var links = Links(await site.GetAsync("/sub/"));

        Assert.Equal("../", links[0]);
        var contents = new List<string>();
        foreach (var link in links.Skip(1))
        {
            contents.Add((await site.GetAsync("/sub/" + link)).Text);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), contents.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_WithMarkup_AreText()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No name holds these characters there.");
        await using var site = await new Site().With("<img src=x onerror=alert(1)>/\"><script>.txt").StartAsync(files: new() { Listing = true });

        var top = await site.GetAsync("/");
        var below = await site.GetAsync("/" + Links(top)[0]);

        Assert.All([top, below], page => Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", below.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;/</h1>", below.Text, StringComparison.Ordinal);
    }

    // the style is the only thing that the page's own policy lets a browser use
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Policy_OfAListing_NamesItsStyleAlone(HttpProtocolKind protocol)
    {
        var options = new RpressOptions { SecurityHeaders = RpressSecurityHeaders.Recommended };
        await using var site = await new Site().With("a").StartAsync(protocol, new() { Listing = true }, options);

        var reply = await site.GetAsync("/");
        var style = Style().Match(reply.Text).Groups["style"].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));

        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}'; ", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("no-cache", reply.Header("Cache-Control"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Listing_ByDefaultOrBesideAnIndex_IsNotThere(HttpProtocolKind protocol)
    {
        await using var plain = await new Site().With("sub/a").StartAsync(protocol);
        await using var listed = await new Site().With("index.html", "index").With("sub/a").StartAsync(protocol, new() { Listing = true });

        Assert.Equal(404, (await plain.GetAsync("/")).Status);
        Assert.Equal(404, (await plain.GetAsync("/sub")).Status);
        Assert.Equal("index", (await listed.GetAsync("/")).Text);
        Assert.Equal((200, ""), (await listed.SendAsync(HttpMethod.Head, "/sub/")) is var head ? (head.Status, head.Text) : default);
        Assert.Equal("GET, HEAD, OPTIONS", (await listed.SendAsync(HttpMethod.Post, "/sub/")).Header("Allow"));
    }

    [Fact]
    public async Task Directory_LargerThanAPage_IsListedInPart()
    {
        await using var site = await new Site().With("a").StartAsync(files: new() { Listing = true });
        for (var i = 1; i < DirectoryListing.MaxEntries; i++)
        {
            site.Folder.WriteFile($"{i}", []);
        }

        var whole = await site.GetAsync("/");
        site.Folder.WriteFile("one more", []);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        var part = await site.GetAsync("/");

        Assert.Equal((DirectoryListing.MaxEntries, DirectoryListing.MaxEntries), (Links(whole).Length, Links(part).Length));
        Assert.DoesNotContain("There is more", whole.Text, StringComparison.Ordinal);
        Assert.Contains("There is more", part.Text, StringComparison.Ordinal);
    }

    // looking at all of a directory is dear, and asking for it is not
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Listing_WithinASecond_IsTheSamePage(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a").With("sub/b").StartAsync(protocol, new() { Listing = true });
        Assert.Equal(["sub/", "a"], Links(await site.GetAsync("/")));
        site.With("c");

        site.Clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        var kept = await site.GetAsync("/");
        var head = await site.SendAsync(HttpMethod.Head, "/");
        Assert.Equal(["sub/", "a"], Links(kept));
        Assert.Equal(kept.Header("Content-Length"), head.Header("Content-Length"));
        Assert.Equal(["../", "b"], Links(await site.GetAsync("/sub/")));

        site.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["sub/", "a", "c"], Links(await site.GetAsync("/")));
    }

    private static string[] Links(Reply reply) => [.. Link().Matches(reply.Text).Select(match => match.Groups["target"].Value)];

    [GeneratedRegex("<a href=\"(?<target>[^\"]*)\">")]
    private static partial Regex Link();

    [GeneratedRegex("<style>(?<style>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
