using System.Text;
using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class ContentTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Payload_OfEachKind_HasItsTypeAndLength(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/text", _ => ResponsePayload.Text("zażółć"))
                .Get("/html", _ => ResponsePayload.Html("<p>ż</p>"))
                .Get("/json", _ => ResponsePayload.Json(new { Name = "ż" }))
                .Get("/bytes", _ => ResponsePayload.Bytes(new byte[] { 0, 1, 255 }))
                .Get("/typed-bytes", _ => ResponsePayload.Bytes(new byte[] { 1 }, "image/png"))
                .Get("/empty-text", _ => ResponsePayload.Text(""))),
            protocol);

        await ExpectAsync(server, "/text", "text/plain; charset=utf-8", "zażółć"u8.ToArray());
        await ExpectAsync(server, "/html", "text/html; charset=utf-8", "<p>ż</p>"u8.ToArray());
        await ExpectAsync(server, "/json", "application/json; charset=utf-8", """{"name":"ż"}"""u8.ToArray());
        await ExpectAsync(server, "/bytes", "application/octet-stream", [0, 1, 255]);
        await ExpectAsync(server, "/typed-bytes", "image/png", [1]);
        await ExpectAsync(server, "/empty-text", "text/plain; charset=utf-8", []);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_BeyondAscii_IsNotEscaped(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Json(new { Text = "zażółć 漢字 <b>&'+\"\n", FullName = "x" })), protocol);

        Assert.Equal("""{"text":"zażółć 漢字 <b>&'+\"\n","fullName":"x"}""", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_ByTheAppsOptions_FollowsThem(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                _ => ResponsePayload.Json(new { FullName = "x" }),
                new() { Json = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper } }),
            protocol);

        Assert.Equal("""{"FULL_NAME":"x"}""", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_ThatCannotBeWritten_Is500(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/cycle", _ => new Cyclic())
                .Get("/throws", _ => ResponsePayload.Json(new Failing()))),
            protocol);

        Assert.Equal(500, (await server.GetAsync("/cycle")).Status);
        Assert.Equal(500, (await server.GetAsync("/throws")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Body_OfFiveMegabytes_ArrivesWhole(HttpProtocolKind protocol)
    {
        var text = new StringBuilder().Insert(0, "żółw", 700_000).ToString();
        var bytes = Encoding.UTF8.GetBytes(text);
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/text", _ => text)
                .Get("/bytes", _ => ResponsePayload.Bytes(bytes))
                .Get("/json", _ => new[] { text })
                .Get("/stream", _ => ResponsePayload.Stream(new MemoryStream(bytes)))
                .Get("/callback", _ => ResponsePayload.Stream(async (body, token) => await body.WriteAsync(bytes, token)))),
            protocol);

        foreach (var path in new[] { "/text", "/bytes", "/stream", "/callback" })
        {
            Assert.Equal(bytes, (await server.GetAsync(path)).Bytes);
        }

        Assert.Equal($"[\"{text}\"]", (await server.GetAsync("/json")).Text);
        Assert.Equal($"{bytes.Length}", (await server.GetAsync("/text")).Header("Content-Length"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_OfAnyKind_CarriesTheDefaultHeaders(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Empty()), protocol);

        foreach (var reply in new[] { await server.GetAsync("/"), await server.GetAsync("/nowhere"), await server.PostAsync("/", null) })
        {
            Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
            Assert.Equal("Rpress/1.0", reply.Header("Server"));
            Assert.NotNull(reply.Header("Date"));
            Assert.True(Guid.TryParse(reply.Header("X-Request-ID"), out _));
            Assert.Equal(protocol == HttpProtocolKind.Http2Tls ? null : "keep-alive", reply.Header("Connection"));
        }
    }

    private static async Task ExpectAsync(TestServer server, string path, string contentType, byte[] body)
    {
        var reply = await server.GetAsync(path);
        Assert.Equal(200, reply.Status);
        Assert.Equal(contentType, reply.Header("Content-Type"));
        Assert.Equal($"{body.Length}", reply.Header("Content-Length"));
        Assert.Equal(body, reply.Bytes);
    }

    private sealed class Cyclic
    {
        public Cyclic Self => this;
    }

    private sealed class Failing
    {
        private readonly int[] _values = [];

        public int Value => _values[0];
    }
}
