using Rpress.TestKit;

namespace Rpress.FunctionalTests.Cors;

/// <summary>A page that may read the answers may read why there is none: browsers hide an error that does not say so.</summary>
public sealed class ErrorResponseTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_OfEveryRoad_CanBeReadByAnAllowedOrigin(HttpProtocolKind protocol)
    {
        await using var server = await ErrorRoads.StartAsync(
            new() { Cors = new() { Origins = ["https://app.example.com"], AllowCredentials = true, ExposeHeaders = ["X-Request-ID"] } }, protocol);

        Assert.All(await ErrorRoads.WalkAsync(server, ("Origin", "https://app.example.com")), road =>
        {
            Assert.Equal(road.Status, road.Reply.Status);
            Assert.Equal(["https://app.example.com"], road.Reply.HeaderValues("Access-Control-Allow-Origin"));
            Assert.Equal(["true"], road.Reply.HeaderValues("Access-Control-Allow-Credentials"));
            Assert.Equal(["X-Request-ID"], road.Reply.HeaderValues("Access-Control-Expose-Headers"));
            Assert.Contains("Origin", road.Reply.HeaderValues("Vary"));
        });
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_OfEveryRoad_StaysHiddenFromOthers(HttpProtocolKind protocol)
    {
        await using var server = await ErrorRoads.StartAsync(new() { Cors = new() { Origins = ["https://app.example.com"] } }, protocol);

        Assert.All(await ErrorRoads.WalkAsync(server, ("Origin", "https://evil.com")), road =>
        {
            Assert.Equal(road.Status, road.Reply.Status);
            Assert.Null(road.Reply.Header("Access-Control-Allow-Origin"));
            Assert.Contains("Origin", road.Reply.HeaderValues("Vary"));
        });
    }
}
