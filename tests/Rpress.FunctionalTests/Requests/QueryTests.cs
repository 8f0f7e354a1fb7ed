using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class QueryTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Query_WithEscapes_IsDecoded(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);

        Assert.Equal("a=1 2,b=x+y,ż=ó/&=", (await server.GetAsync("/?a=1+2&b=x%2By&%c5%bc=%C3%B3/%26%3d")).Text);
        Assert.Equal("a=%2525", (await server.GetAsync("/?a=%252525")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Query_WithMalformedEscapes_KeepsThem(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);

        Assert.Equal("a=100%,b=%zz,c=%4", (await server.GetAsync("/?a=100%&b=%zz&c=%4")).Text);
        Assert.Equal("a=\uFFFD", (await server.GetAsync("/?a=%FF")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Query_OfOddShapes_IsReadAsTheUrlStandardSays(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);

        Assert.Equal("", (await server.GetAsync("/")).Text);
        Assert.Equal("", (await server.GetAsync("/?")).Text);
        Assert.Equal("", (await server.GetAsync("/?&&")).Text);
        Assert.Equal("flag=", (await server.GetAsync("/?flag")).Text);
        Assert.Equal("=x", (await server.GetAsync("/?=x")).Text);
        Assert.Equal("a=b=c,?=1", (await server.GetAsync("/?a=b=c&?=1")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Query_WithRepeatedKeys_ListsAllAndIndexesTheFirst(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req =>
                $"{req.Query["tag"]}|{string.Join(';', req.Query.GetAll("tag"))}|{req.Query.Count}|{req.Query["Tag"] ?? "-"}|{req.Query.Contains("x")}")),
            protocol);

        Assert.Equal("a|a;b;a|4|-|True", (await server.GetAsync("/?tag=a&tag=b&x&tag=a")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Query_Typed_Is400NamingTheParameter(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/needed", req => req.Query.Get<int>("page"))
                .Get("/optional", req => req.Query.Get("page", 1))
                .Get("/flag", req => req.Query.Get<bool>("on"))),
            protocol);

        Assert.Equal("3", (await server.GetAsync("/needed?page=3")).Text);
        Assert.Equal("1", (await server.GetAsync("/optional")).Text);
        Assert.Equal("true", (await server.GetAsync("/flag?on=true")).Text);
        Assert.Equal("The query parameter 'page' is missing.", (await server.GetAsync("/needed")).Text);
        Assert.Equal("The query parameter 'page' is not a valid integer.", (await server.GetAsync("/optional?page=x")).Text);
        Assert.Equal(400, (await server.GetAsync("/flag?on=1")).Status);
    }

    private static Task<TestServer> StartListingAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(routes => routes.Get("/", req => string.Join(',', req.Query.Select(pair => $"{pair.Key}={pair.Value}")))), protocol);
}
