using System.Net;
using System.Net.Sockets;
using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>The instruments hear every server of the process, so no other may run meanwhile.</summary>
[Collection(RunsAlone.Name)]
public sealed class MeasurementTests
{
    private const string Duration = "http.server.request.duration";
    private const string Active = "http.server.active_requests";
    private const string TooLarge = "rpress.requests.body_too_large";
    private const string Limited = "rpress.requests.rate_limited";
    private const string Refused = "rpress.connections.refused";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestDuration_OfEachRequest_IsMeasuredWithTheConventions(HttpProtocolKind protocol)
    {
        using var measured = new MeasurementCollector(Duration);
        var app = TestApps.With(routes => routes.Get("/users/:id", req => ResponsePayload.Text("user")).Get("/fails", ResponsePayload (_) => throw new FormatException()));
        await using var server = await TestServer.StartAsync(app, protocol);
        var (scheme, version) = (protocol == HttpProtocolKind.Http1 ? "http" : "https", protocol == HttpProtocolKind.Http2Tls ? "2" : "1.1");

        foreach (var path in new[] { "/users/1", "/nowhere", "/fails", "/%zz" })
        {
            await server.GetAsync(path);
            await Eventually.TrueAsync(() => measured.Of(Duration).Any(measurement => Equals(measurement.Tags["http.response.status_code"], StatusOf(path))), path);
        }

        Assert.All(measured.Of(Duration), measurement => Assert.Equal(("GET", scheme, version), Common(measurement.Tags)));
        Assert.Equal(
            [("/users/:id", 200, null), (null, 404, null), ("/fails", 500, "System.FormatException"), (null, 400, null)],
            measured.Of(Duration).Select(measurement => Outcome(measurement.Tags)));
    }

    [Fact]
    public async Task RequestDuration_OnAClockOfTheTests_IsInSeconds()
    {
        using var measured = new MeasurementCollector(Duration);
        var clock = new TestClock();
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(
            _ =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(2500));
                return ResponsePayload.Text("ok");
            },
            new() { TimeProvider = clock }));

        await server.GetAsync("/");
        await Eventually.TrueAsync(() => measured.Of(Duration).Count == 1, "the measurement");

        Assert.Equal(2.5, measured.Sum(Duration));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task ActiveRequests_WhileOneRuns_IsOneMore(HttpProtocolKind protocol)
    {
        using var measured = new MeasurementCollector(Active);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text($"{measured.Sum(Active)}")), protocol);

        Assert.Equal("1", (await server.GetAsync("/")).Text);
        await Eventually.TrueAsync(() => measured.Sum(Active) == 0, "the request to be taken off");

        Assert.All(measured.Of(Active), change => Assert.Equal(
            [("http.request.method", "GET"), ("url.scheme", protocol == HttpProtocolKind.Http1 ? "http" : "https")],
            change.Tags.Select(tag => (tag.Key, tag.Value))));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task ActiveRequests_ListenedToFromTheMiddle_DoNotFallBelowZero(HttpProtocolKind protocol)
    {
        MeasurementCollector? measured = null;
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ =>
        {
            measured ??= new MeasurementCollector(Active);
            return ResponsePayload.Text("ok");
        }), protocol);

        await server.GetAsync("/");
        await server.GetAsync("/");
        await Eventually.TrueAsync(() => measured!.Of(Active).Count == 2, "the second request to come and go");

        Assert.Equal([1.0, -1.0], measured!.Of(Active).Select(change => change.Value));
        measured.Dispose();
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refusals_BySizeAndByRate_AreCounted(HttpProtocolKind protocol)
    {
        using var measured = new MeasurementCollector(TooLarge, Limited);
        await using var server = await TestServer.StartAsync(TestApps.With(
            routes => routes.Post("/upload", async req => await req.Body.ReadTextAsync()).Get("/busy", _ => ResponsePayload.Error(HttpStatusCode.TooManyRequests, "wait")),
            new() { MaxBodySize = 4 }), protocol);

        await server.PostAsync("/upload", new StringContent("1234"));
        await server.PostAsync("/upload", new StringContent("12345"));
        await server.GetAsync("/busy");
        await Eventually.TrueAsync(() => measured.Sum(TooLarge) >= 1 && measured.Sum(Limited) >= 1, "both refusals");

        Assert.Equal((1, "/upload"), (measured.Sum(TooLarge), measured.Of(TooLarge).Single().Tags["http.route"]));
        Assert.Equal((1, "/busy"), (measured.Sum(Limited), measured.Of(Limited).Single().Tags["http.route"]));
    }

    [Fact]
    public async Task RefusedConnections_AboveTheLimit_AreCounted()
    {
        using var measured = new MeasurementCollector(Refused);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok"), new() { MaxConnections = 2 }));
        await using var connections = await HeldConnections.OpenAsync(server, 2);
        Assert.Equal(0, measured.Sum(Refused));

        await using var told = await server.ConnectAsync();
        await told.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(503, (await told.ReadResponseAsync()).Status);
        Assert.Equal(1, measured.Sum(Refused));
    }

    [Fact]
    public async Task RefusedConnections_ClosedUnanswered_AreCountedToo()
    {
        using var measured = new MeasurementCollector(Refused);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok"), new() { MaxConnections = 1 }));
        await using var connections = await HeldConnections.OpenAsync(server, 2);

        await KnockAsync(server);

        await Eventually.TrueAsync(() => measured.Sum(Refused) >= 2, "the second refusal");
        Assert.Equal(2, measured.Sum(Refused));
    }

    // the reset may come before connecting is over
    private static async Task KnockAsync(TestServer server)
    {
        try
        {
            await using var connection = await server.ConnectAsync();
            Assert.True(await connection.IsClosedAsync());
        }
        catch (SocketException)
        {
        }
    }

    private static int StatusOf(string path) => path switch { "/users/1" => 200, "/nowhere" => 404, "/fails" => 500, _ => 400 };

    private static (object?, object?, object?) Common(Dictionary<string, object?> tags) =>
        (tags["http.request.method"], tags["url.scheme"], tags["network.protocol.version"]);

    private static (object?, object?, object?) Outcome(Dictionary<string, object?> tags) =>
        (tags.GetValueOrDefault("http.route"), tags["http.response.status_code"], tags.GetValueOrDefault("error.type"));
}
