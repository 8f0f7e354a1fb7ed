using FsCheck;
using FsCheck.Fluent;

namespace Rpress.Tests.Http;

public sealed class PathCanonicalizerTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261122, 7);

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("100%25", "100%")]
    [InlineData("plain", "plain")]
    public void Segment_OfCanonicalPath_DecodesToItsText(string canonical, string expected)
    {
        Assert.Equal(expected, PathCanonicalizer.DecodeCanonical(canonical));
    }

    // one canonical text for one list of segments: what a check before the handler sees is what the handler gets
    [Fact]
    public void Canonical_OfAnySegments_DecodesToTheSame()
    {
        Gen<string> segment = Gen.Elements("a", "%", "/", "é", " ", "%2F", "\\", "x.y", "..a").ListOf(3).Select(string.Concat);
        Gen<List<string>> segments = segment.NonEmptyListOf().Select(list => list.ToList());

        Prop.ForAll(Arb.From(segments), list =>
        {
            string raw = "/" + string.Join('/', list.Select(Uri.EscapeDataString));
            Assert.True(RequestTarget.TryParse(raw, out RequestTarget target, out _));
            IEnumerable<string> back = target.Path[1..].Split('/').Select(text => PathCanonicalizer.DecodeCanonical(text));
            return back.SequenceEqual(list);
        }).Check(_config);
    }

    [Theory]
    [InlineData("/a b/ü", "/a%20b/%C3%BC")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a?b#c", "/a%3Fb%23c")]
    public void Encode_CanonicalPath_FitsALocation(string canonical, string expected)
    {
        Assert.Equal(expected, PathCanonicalizer.Encode(canonical));
    }
}
