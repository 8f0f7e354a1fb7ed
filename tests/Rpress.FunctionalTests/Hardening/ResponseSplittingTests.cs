using System.Globalization;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>No text that an application puts into a header can end the field: it throws at the call, or is encoded.</summary>
public sealed class ResponseSplittingTests
{
    private const string Injected = "Set-Cookie: injected=1";

    // U+010D and U+560A are CR and LF to whoever narrows a char to a byte
    public static TheoryData<string> Breaks { get; } =
        ["\r\n", "\r", "\n", "\0", "\u010d\u010a", "\u560d\u560a", "\u2028", "\u0085", "\u000b", "\u007f", "\u001b"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void HeaderValue_WithALineBreak_Throws(string text)
    {
        var hostile = "a" + text + Injected;
        var payload = ResponsePayload.Text("");

        Assert.Throws<ArgumentException>(() => payload.WithHeader("X", hostile));
        Assert.Throws<ArgumentException>(() => payload.WithAppendedHeader("X", hostile));
        Assert.Throws<ArgumentException>(() => payload.WithHeader("Content-Type", hostile));
        Assert.Throws<ArgumentException>(() => payload.WithAppendedHeader("Content-Type", hostile));
        Assert.Throws<ArgumentException>(() => payload.WithHeader("Set-Cookie", hostile));
        Assert.Throws<ArgumentException>(() => payload.WithHeader("Location", hostile));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void HeaderName_WithALineBreak_Throws(string text)
    {
        var payload = ResponsePayload.Text("");

        Assert.Throws<ArgumentException>(() => payload.WithHeader("X" + text + "Y", "1"));
        Assert.Throws<ArgumentException>(() => payload.WithAppendedHeader("X" + text + "Y", "1"));
        Assert.Throws<ArgumentException>(() => payload.WithHeader("X: 1" + text + "Y", "1"));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void ContentType_WithALineBreak_Throws(string text)
    {
        var hostile = "text/plain" + text + Injected;

        Assert.Throws<ArgumentException>(() => ResponsePayload.Text("").WithContentType(hostile));
        Assert.Throws<ArgumentException>(() => ResponsePayload.Bytes(new byte[1], hostile));
        Assert.Throws<ArgumentException>(() => ResponsePayload.Stream(new MemoryStream(), hostile));
        Assert.Throws<ArgumentException>(() => ResponsePayload.Stream((body, token) => Task.CompletedTask, hostile));
        Assert.Throws<ArgumentException>(() => ResponsePayload.File(typeof(ResponseSplittingTests).Assembly.Location, hostile));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Cookie_WithALineBreak_Throws(string text)
    {
        var hostile = "a" + text + "b";
        var payload = ResponsePayload.Text("");

        Assert.Throws<ArgumentException>(() => new RpressCookie(hostile, "1"));
        Assert.Throws<ArgumentException>(() => new RpressCookie("a", hostile));
        Assert.Throws<ArgumentException>(() => payload.WithCookie(new RpressCookie("a", "1") { Path = "/" + hostile }));
        Assert.Throws<ArgumentException>(() => payload.WithCookie(new RpressCookie("a", "1") { Domain = hostile }));
        Assert.Throws<ArgumentException>(() => payload.WithCookie(RpressCookie.Delete("a", "/" + hostile)));
    }

    // RFC 6265 §4.1.1: what would begin another attribute
    [Theory]
    [InlineData("a;b")]
    [InlineData("a; Domain=evil.example")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    public void Cookie_WithASeparator_Throws(string hostile)
    {
        Assert.Throws<ArgumentException>(() => new RpressCookie(hostile, "1"));
        Assert.Throws<ArgumentException>(() => new RpressCookie("a", hostile));
    }

    [Theory]
    [InlineData("/;Domain=evil.example")]
    [InlineData("/a; Secure")]
    public void CookiePath_WithASeparator_Throws(string hostile)
    {
        Assert.Throws<ArgumentException>(() => new RpressCookie("a", "1") { Path = hostile }.ToString());
        Assert.Throws<ArgumentException>(() => new RpressCookie("a", "1") { Domain = hostile }.ToString());
    }

    // whatever a redirect or a download name holds: one field line on the wire, or an error and no such field
    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Redirect_WithALineBreak_WritesNoSecondField(string text)
    {
        var wire = await GetAsync(_ => ResponsePayload.Redirect("/to" + text + Injected));

        AssertOneField(wire, "location");
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task DownloadName_WithALineBreak_WritesNoSecondField(string text)
    {
        using var directory = new TempDirectory();
        var file = directory.WriteFile("a.txt", "a");

        var wire = await GetAsync(_ => ResponsePayload.File(file, downloadName: "a" + text + Injected + "\".txt"));

        AssertOneField(wire, "content-disposition");
    }

    // RFC 3987 §3.1: beyond ASCII the location is percent-encoded UTF-8, not cut down to bytes
    [Fact]
    public async Task Redirect_BeyondAscii_IsPercentEncodedOnTheWire()
    {
        var wire = await GetAsync(_ => ResponsePayload.Redirect("/caf\u00e9/\u010d\u560a"));

        Assert.Contains("\r\nLocation: /caf%C3%A9/%C4%8D%E5%98%8A\r\n", wire, StringComparison.Ordinal);
    }

    // RFC 6266 §4.3 and RFC 8187: quotes cannot end the parameter, and the real name follows in ASCII
    [Fact]
    public async Task DownloadName_WithQuotesAndBeyondAscii_IsQuotedAndEncodedOnTheWire()
    {
        using var directory = new TempDirectory();
        var file = directory.WriteFile("a.txt", "a");

        var wire = await GetAsync(_ => ResponsePayload.File(file, downloadName: "\u010d\"; filename=evil.exe"));

        var line = wire.Split("\r\n").Single(line => line.StartsWith("Content-Disposition: ", StringComparison.Ordinal));
        Assert.Equal(
            "Content-Disposition: attachment; filename=\"_\\\"; filename=evil.exe\"; "
            + "filename*=UTF-8''%C4%8D%22%3B%20filename%3Devil.exe",
            line);
    }

    private static async Task<string> GetAsync(Func<RequestPayload, ResponsePayload> handler)
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() })
            .Use((req, next) => handler(req));
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return Encoding.Latin1.GetString(await connection.ReadToEndAsync());
    }

    private static void AssertOneField(string wire, string name)
    {
        var head = wire[..wire.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var lines = head.Split("\r\n");

        Assert.DoesNotContain(lines, line => line.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(head.Replace("\r\n", "", StringComparison.Ordinal), character => char.IsControl(character) || character > '~');
        Assert.Equal(status == 500 ? 0 : 1, lines.Count(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)));
    }
}
