using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>What is in memory is looked at again after a second, and is then what lies on disk.</summary>
public sealed class ChangeTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_Changed_IsSeenByTheFirstRequestAfterASecond(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt", "one").StartAsync(protocol);
        var first = await site.GetAsync("/a.txt");
        site.With("a.txt", "three").Date("a.txt", 5);

        site.Clock.Advance(_second - TimeSpan.FromTicks(1));
        Assert.Equal("one", (await site.GetAsync("/a.txt")).Text);
        site.Clock.Advance(TimeSpan.FromTicks(1));
        var changed = await site.GetAsync("/a.txt", ("If-None-Match", first.Header("ETag")!));

        Assert.Equal((200, "three", "Wed, 01 Jan 2020 12:00:05 GMT"), (changed.Status, changed.Text, changed.Header("Last-Modified")));
        Assert.NotEqual(first.Header("ETag"), changed.Header("ETag"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ChangedWithoutItsLength_IsSeenByItsDate(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt", "one").StartAsync(protocol);
        await site.GetAsync("/a.txt");
        site.With("a.txt", "two").Date("a.txt", 0.001);
        site.Clock.Advance(_second);

        Assert.Equal("two", (await site.GetAsync("/a.txt")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_RemovedAndBack_IsGoneMeanwhile(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt", "one").StartAsync(protocol);
        await site.GetAsync("/a.txt");

        File.Delete(site.Folder.Combine("a.txt"));
        site.Clock.Advance(_second);
        Assert.Equal(404, (await site.GetAsync("/a.txt")).Status);

        site.With("a.txt", "back");
        Assert.Equal("back", (await site.GetAsync("/a.txt")).Text);
    }

    [Fact]
    public async Task Index_ThatAppearsOrChanges_IsSeen()
    {
        await using var site = await new Site().With("a.txt").StartAsync();
        Assert.Equal(404, (await site.GetAsync("/")).Status);

        site.With("index.html", "one");
        Assert.Equal("one", (await site.GetAsync("/")).Text);

        site.With("index.html", "three");
        site.Clock.Advance(_second);
        Assert.Equal("three", (await site.GetAsync("/")).Text);
    }

    [Fact]
    public async Task Sibling_ThatAppearsOrVanishes_IsSeen()
    {
        await using var site = await new Site().With("a.txt", "plain").StartAsync();
        Task<Reply> Get() => site.GetAsync("/a.txt", ("Accept-Encoding", "br"));
        Assert.Equal("plain", (await Get()).Text);

        site.With("a.txt.br", "encoded");
        site.Clock.Advance(_second);
        Assert.Equal("encoded", (await Get()).Text);

        File.Delete(site.Folder.Combine("a.txt.br"));
        site.Clock.Advance(_second);
        Assert.Equal(("plain", null), (await Get()) is var reply ? (reply.Text, reply.Header("Vary")) : default);
    }

    // images of containers date all files alike, and so does a copy that keeps the dates
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Tag_OfOtherBytesWithTheSameDateAndLength_IsAnother(HttpProtocolKind protocol)
    {
        await using var one = await new Site().With("a.txt", "one").StartAsync(protocol);
        await using var two = await new Site().With("a.txt", "two").StartAsync(protocol);
        await using var replica = await new Site().With("a.txt", "one").Date("a.txt", 60).StartAsync(protocol);
        var tag = (await one.GetAsync("/a.txt")).Header("ETag")!;

        Assert.Equal((200, "two"), (await two.GetAsync("/a.txt", ("If-None-Match", tag))) is var reply ? (reply.Status, reply.Text) : default);
        Assert.Equal(304, (await replica.GetAsync("/a.txt", ("If-None-Match", tag))).Status);
    }

    // within two seconds after a change another one may leave the date as it is
    [Theory]
    [InlineData(-1, "two")]
    [InlineData(0, "one")]
    [InlineData(1, "one")]
    public async Task File_ReadSoonAfterItWasWritten_IsReadAgain(int moreTicks, string expected)
    {
        await using var site = await new Site().With("a.txt", "one").StartAsync();
        DateTime written = site.Clock.GetUtcNow().UtcDateTime.AddSeconds(-2).AddTicks(-10 * moreTicks);
        File.SetLastWriteTimeUtc(site.Folder.Combine("a.txt"), written);
        Assert.Equal("one", (await site.GetAsync("/a.txt")).Text);

        site.Folder.WriteFile("a.txt", "two");
        File.SetLastWriteTimeUtc(site.Folder.Combine("a.txt"), written);

        Assert.Equal("one", (await site.GetAsync("/a.txt")).Text);
        site.Clock.Advance(_second);
        Assert.Equal(expected, (await site.GetAsync("/a.txt")).Text);
    }

    // one reader's look must not hold the others up, and what they are given is whole
    [Fact]
    public async Task Requests_WhileAFileChanges_GetOneStateOrTheOther()
    {
        var states = new[] { new string('a', 50_000), new string('b', 60_000) };
        await using var site = await new Site().With("a.txt", states[0]).StartAsync(options: new() { Compression = true });
        for (var round = 1; round <= 10; round++)
        {
            site.With("a.txt", states[round % 2]).Date("a.txt", round);
            site.Clock.Advance(_second);

            var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.GetAsync("/a.txt")));

            Assert.All(replies, reply => Assert.Contains(reply.Text, states));
            Assert.Equal(states[round % 2], (await site.GetAsync("/a.txt")).Text);
        }
    }

    [Fact]
    public async Task Cache_SmallerThanTheFiles_ServesAllOfThem()
    {
        await using var site = new Site();
        for (var i = 0; i < 10; i++)
        {
            site.With($"{i}.txt", new string((char)('a' + i), 1000));
        }

        await site.StartAsync(files: new() { CacheSize = 2500 }, options: new() { Compression = true });

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(new string((char)('a' + i), 1000), (await site.GetAsync($"/{i}.txt")).Text);
                Assert.Equal("br", (await site.GetAsync($"/{i}.txt", ("Accept-Encoding", "br"))).Header("Content-Encoding"));
                site.Clock.Advance(_second);
            }
        }
    }
}
