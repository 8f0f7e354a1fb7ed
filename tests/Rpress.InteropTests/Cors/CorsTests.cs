using Rpress.InteropTests.Browser;
using Rpress.TestKit;

namespace Rpress.InteropTests.Cors;

/// <summary>What a real browser makes of the fields: which answers of another origin its scripts may read, and which requests it sends at all.</summary>
public sealed class CorsTests(BrowserFixture browser)
{
    // over TLS the browser speaks HTTP/2
    public static TheoryData<HttpProtocolKind> Protocols { get; } = [HttpProtocolKind.Http1, HttpProtocolKind.Http2Tls];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Get_OfAnAllowedOrigin_IsReadable(HttpProtocolKind protocol)
    {
        await using var origins = await OpenAsync(protocol, page => new() { Origins = [page], ExposeHeaders = ["X-Shown"] });

        var reply = await origins.FetchAsync("/");

        Assert.Equal((null, 200, "answer"), (reply.Error, reply.Status, reply.Text));
        Assert.Equal("1", reply.Headers["x-shown"]);
        Assert.DoesNotContain("x-hidden", reply.Headers.Keys);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Get_OfAnotherOrigin_IsServedAndHidden(HttpProtocolKind protocol)
    {
        var served = 0;
        await using var origins = await OpenAsync(protocol, _ => new() { Origins = ["https://other.example"] }, _ => served++);

        var reply = await origins.FetchAsync("/");

        Assert.Equal("TypeError", reply.Error);
        Assert.Equal(1, served);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Get_WithCredentials_BringsTheCookieAndIsReadable(HttpProtocolKind protocol)
    {
        await using var origins = await OpenAsync(protocol, page => new() { Origins = [page], AllowCredentials = true });

        Assert.Equal(204, (await origins.FetchAsync("/login", new { method = "POST", credentials = "include" })).Status);
        var with = await origins.FetchAsync("/me", new { credentials = "include" });
        var without = await origins.FetchAsync("/me");

        Assert.Equal((200, "ada"), (with.Status, with.Text));
        Assert.Equal((200, "nobody"), (without.Status, without.Text));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Get_WithCredentials_IsHiddenWhereTheyAreNotAllowed(HttpProtocolKind protocol)
    {
        await using var any = await OpenAsync(protocol, _ => new() { Origins = ["*"] });
        await using var listed = await OpenAsync(protocol, page => new() { Origins = [page] });

        foreach (var origins in new[] { any, listed })
        {
            Assert.Equal("TypeError", (await origins.FetchAsync("/me", new { credentials = "include" })).Error);
            Assert.Equal("nobody", (await origins.FetchAsync("/me")).Text);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Put_ThatThePreflightAllows_IsSent(HttpProtocolKind protocol)
    {
        await using var origins = await OpenAsync(protocol, page => new() { Origins = [page], Methods = ["PUT"], Headers = ["X-Key"] });

        var reply = await origins.FetchAsync("/item", Put(("X-Key", "7")));

        Assert.Equal((null, 200, "put 7"), (reply.Error, reply.Status, reply.Text));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Put_ThatThePreflightRefuses_NeverReachesTheServer(HttpProtocolKind protocol)
    {
        var served = 0;
        await using var foreign = await OpenAsync(protocol, _ => new() { Origins = ["https://other.example"], Headers = ["X-Key"] }, _ => served++);
        await using var method = await OpenAsync(protocol, page => new() { Origins = [page], Methods = ["DELETE"], Headers = ["X-Key"] }, _ => served++);
        await using var header = await OpenAsync(protocol, page => new() { Origins = [page], Methods = ["PUT"], Headers = ["X-Other"] }, _ => served++);

        foreach (var origins in new[] { foreign, method, header })
        {
            Assert.Equal("TypeError", (await origins.FetchAsync("/item", Put(("X-Key", "7")))).Error);
        }

        Assert.Equal(0, served);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Wildcards_OfMethodsAndHeaders_AllowAnyOfThem(HttpProtocolKind protocol)
    {
        await using var origins = await OpenAsync(
            protocol, _ => new() { Origins = ["*"], Methods = ["*"], Headers = ["*"], ExposeHeaders = ["*"] });

        var reply = await origins.FetchAsync("/item", Put(("X-Key", "7"), ("X-Anything", "1")));

        Assert.Equal((200, "put 7", "1"), (reply.Status, reply.Text, reply.Headers["x-hidden"]));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Error_ToAnAllowedOrigin_IsReadable(HttpProtocolKind protocol)
    {
        await using var origins = await OpenAsync(protocol, page => new() { Origins = [page], ExposeHeaders = ["X-Request-ID"] });

        foreach (var (path, status) in new[] { ("/nowhere", 404), ("/failing", 500), ("/failing-producer", 500), ("/" + new string('a', 10_000), 414) })
        {
            var reply = await origins.FetchAsync(path);
            Assert.Equal((null, status), (reply.Error, reply.Status));
            Assert.NotEmpty(reply.Headers["x-request-id"]);
        }

        var large = await origins.FetchAsync("/small", new { method = "POST", body = "more than it takes" });
        Assert.Equal((null, 413), (large.Error, large.Status));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Group_WithItsOwnSettings_FollowsThem(HttpProtocolKind protocol)
    {
        await using var origins = await OpenAsync(protocol, _ => new() { Origins = ["https://other.example"] });

        Assert.Equal("TypeError", (await origins.FetchAsync("/")).Error);
        Assert.Equal("open", (await origins.FetchAsync("/group")).Text);
        Assert.Equal("put", (await origins.FetchAsync("/group", Put())).Text);
    }

    // the function is asked once for each preflight, and once for each request
    [Theory]
    [InlineData(600, 3)]
    [InlineData(0, 4)]
    public async Task Preflight_WithMaxAge_IsRememberedThatLong(int seconds, int questions)
    {
        var asked = 0;
        var cors = new RpressCors { Headers = ["X-Key"], MaxAge = TimeSpan.FromSeconds(seconds) }.AllowOriginsWhere(_ => ++asked > 0);
        await using var origins = await OpenAsync(HttpProtocolKind.Http1, _ => cors);

        Assert.Equal("put 1", (await origins.FetchAsync("/item", Put(("X-Key", "1")))).Text);
        Assert.Equal("put 2", (await origins.FetchAsync("/item", Put(("X-Key", "2")))).Text);

        Assert.Equal(questions, asked);
    }

    // leave that the browser got for one method of a path once opened the others, whatever their group allows
    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task LeaveForOneMethod_OfAPathWithAStricterGroup_OpensNothingElse(HttpProtocolKind protocol)
    {
        var served = new List<string>();
        await using var origins = await OpenAsync(protocol, page => new() { Origins = [page], AllowCredentials = true }, req => served.Add(req.Method));

        var put = await origins.FetchAsync("/closed", new { method = "PUT", credentials = "include", headers = new { authorization = "x" } });
        var delete = await origins.FetchAsync("/closed", new { method = "DELETE", credentials = "include" });
        var post = await origins.FetchAsync("/closed", new { method = "POST", credentials = "include", headers = new { authorization = "x" } });

        Assert.Equal((405, "TypeError", "TypeError"), (put.Status, delete.Error, post.Error));
        Assert.Equal(["PUT"], served);
    }

    private Task<TwoOrigins> OpenAsync(HttpProtocolKind protocol, Func<string, RpressCors> makeCors, Action<RequestPayload>? onServed = null) =>
        TwoOrigins.OpenAsync(browser, protocol, page => CorsApi.Make(makeCors(page), onServed));

    private static object Put(params (string Name, string Value)[] headers) =>
        new { method = "PUT", headers = headers.ToDictionary(field => field.Name, field => field.Value) };
}
