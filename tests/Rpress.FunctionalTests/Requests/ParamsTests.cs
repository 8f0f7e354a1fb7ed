using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class ParamsTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Param_OfItsType_IsParsedInvariantly(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        Assert.Equal("8", (await server.GetAsync("/int/7")).Text);
        Assert.Equal("3", (await server.GetAsync("/double/1.5")).Text);
        Assert.Equal("00000000-0000-0000-0000-000000000001", (await server.GetAsync("/uuid/00000000-0000-0000-0000-000000000001")).Text);
        Assert.Equal("2026", (await server.GetAsync("/date/2026-02-28")).Text);
        Assert.Equal("1", (await server.GetAsync("/page")).Text);
        Assert.Equal("5", (await server.GetAsync("/page/5")).Text);
        Assert.Equal("-", (await server.GetAsync("/unknown/5")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Param_OfAnotherType_Is400NamingIt(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (target, kind) in new[]
        {
            ("/int/x", "integer"), ("/int/99999999999", "integer"), ("/double/1,5x", "number"), ("/uuid/7", "UUID"), ("/date/2026-02-30", "date"),
        })
        {
            var reply = await server.GetAsync(target);
            Assert.Equal((400, $"The path parameter 'value' is not a valid {kind}."), (reply.Status, reply.Text));
        }

        Assert.Equal(400, (await server.GetAsync("/page/x")).Status);
        Assert.Equal("The path parameter 'missing' is missing.", (await server.GetAsync("/missing/1")).Text);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(routes => routes
            .Get("/int/:value", req => req.Params.Get<int>("value") + 1)
            .Get("/double/:value", req => req.Params.Get<double>("value") * 2)
            .Get("/uuid/:value", req => req.Params.Get<Guid>("value").ToString())
            .Get("/date/:value", req => req.Params.Get<DateOnly>("value").Year)
            .Get("/page/:value?", req => req.Params.Get("value", 1))
            .Get("/unknown/:value", req => req.Params["other"] ?? "-")
            .Get("/missing/:value", req => req.Params.Get<int>("missing"))),
        protocol);
}
