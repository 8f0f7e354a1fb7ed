using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class RedirectTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Redirect_OfEachStatus_CarriesItsLocation(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/found", _ => ResponsePayload.Redirect("/target?a=%20b#c"))
                .Get("/:status", req => ResponsePayload.Redirect("https://example.com/x", (HttpStatusCode)req.Params.Get<int>("status")))),
            protocol);

        var found = await server.GetAsync("/found");
        Assert.Equal((302, "/target?a=%20b#c", ""), (found.Status, found.Header("Location"), found.Text));
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            var reply = await server.GetAsync($"/{status}");
            Assert.Equal((status, "https://example.com/x"), (reply.Status, reply.Header("Location")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Redirect_BeyondAscii_IsEncoded(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Redirect("/żółw 🐢/\u010D?q=ó")), protocol);

        // RFC 3987 §3.1
        Assert.Equal("/%C5%BC%C3%B3%C5%82w%20%F0%9F%90%A2/%C4%8D?q=%C3%B3", (await server.GetAsync("/")).Header("Location"));
    }

    [Theory]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("/a\n")]
    [InlineData("/a\0")]
    [InlineData("/a\u0085b")]
    public void Redirect_WithControlCharacter_Throws(string location) =>
        Assert.Throws<ArgumentException>(() => ResponsePayload.Redirect(location));

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotModified)]
    [InlineData(HttpStatusCode.UseProxy)]
    public void Redirect_OfAnotherStatus_Throws(HttpStatusCode status) =>
        Assert.Throws<ArgumentException>(() => ResponsePayload.Redirect("/", status));
}
