namespace Rpress.SampleTests.Samples;

public sealed class RoutesTests(RoutesFixture sample) : IClassFixture<RoutesFixture>
{
    [Theory]
    [InlineData("GET", "/", 200, "Hello, Rpress!")]
    [InlineData("GET", "/hello/a%2Fb", 200, "Hello, a/b!")]
    [InlineData("GET", "/posts", 200, "Page 1")]
    [InlineData("GET", "/posts/2", 200, "Page 2")]
    [InlineData("GET", "/files/a/b.txt", 200, "The file is 'a/b.txt'.")]
    [InlineData("POST", "/resource", 201, "POST resource")]
    [InlineData("PUT", "/resource/1", 200, "Replaced 1")]
    [InlineData("PATCH", "/resource/1", 200, "Changed 1")]
    [InlineData("DELETE", "/resource/1", 204, "")]
    [InlineData("OPTIONS", "/ping", 204, "")]
    [InlineData("PURGE", "/cache/a/b", 204, "")]
    [InlineData("GET", "/legacy/7", 200, "Legacy 7")]
    [InlineData("GET", "/nothing", 404, "Not found")]
    public async Task Route_OfEachKind_Answers(string method, string path, int status, string body) =>
        Assert.Equal((status, body), await sample.SendAsync(new HttpMethod(method), path));

    [Theory]
    [InlineData("/requests/line?a=b", "GET /requests/line ?a=b HTTP/1.1 on http://localhost:")]
    [InlineData("/requests/headers", "nobody asks as ")]
    [InlineData("/requests/search?q=r+u&page=2&tag=a&tag=b", "'r u', page 2, tags a,b")]
    [InlineData("/requests/double/21", "42")]
    [InlineData("/requests/cookies", "session unknown, 0 in all")]
    public async Task Request_OfEachKind_IsRead(string path, string bodyStart)
    {
        (int status, string body) = await sample.GetAsync(path);

        Assert.Equal(200, status);
        Assert.StartsWith(bodyStart, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/requests/text", "text/plain", "abc", "3 characters")]
    [InlineData("/requests/bytes", "application/octet-stream", "abc", "3 bytes")]
    [InlineData("/requests/json", "application/json", """{"name":"Ada","email":"a@b"}""", "Hello, Ada!")]
    [InlineData("/requests/form", "application/x-www-form-urlencoded", "name=Ada&age=36", "Ada is 36, 0 files")]
    public async Task Body_OfEachKind_IsRead(string path, string type, string content, string answer) =>
        Assert.Equal((200, answer), await sample.SendAsync(HttpMethod.Post, path, new StringContent(content, new System.Net.Http.Headers.MediaTypeHeaderValue(type))));

    [Theory]
    [InlineData("text", 200, "text/plain")]
    [InlineData("html", 200, "text/html")]
    [InlineData("json", 200, "application/json")]
    [InlineData("bytes", 200, "image/png")]
    [InlineData("empty", 204, null)]
    [InlineData("redirect", 302, null)]
    [InlineData("file", 200, "application/octet-stream")]
    [InlineData("error", 409, "text/plain")]
    [InlineData("value", 200, "application/json")]
    [InlineData("values", 200, "application/json")]
    [InlineData("later", 200, "application/json")]
    [InlineData("null", 204, null)]
    [InlineData("created", 201, "application/xml")]
    [InlineData("stream", 200, "text/plain")]
    [InlineData("events", 200, "text/event-stream")]
    public async Task Response_OfEachKind_IsSent(string kind, int status, string? mediaType)
    {
        using HttpResponseMessage response = await sample.Client.GetAsync($"/responses/{kind}", TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Job_ReturningNothing_IsAccepted() =>
        Assert.Equal((202, ""), await sample.SendAsync(HttpMethod.Post, "/responses/jobs"));

    [Fact]
    public async Task Login_Cookies_AreSeparateFields()
    {
        using HttpResponseMessage response = await sample.Client.GetAsync("/responses/login", TestContext.Current.CancellationToken);

        Assert.Equal(
            ["token=abc123; Path=/; Max-Age=3600; SameSite=Strict; HttpOnly; Secure", "theme=dark; Path=/; SameSite=Lax; HttpOnly"],
            response.Headers.GetValues("Set-Cookie"));
    }
}
