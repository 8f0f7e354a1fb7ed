using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests;

/// <summary>Every way in which a response becomes an error, for what has to stand on all of them.</summary>
internal static class ErrorRoads
{
    private const int MaxConnections = 10;
    private const int MaxBodySize = 10;

    private static readonly (int Status, HttpMethod Method, string Target, (string Name, string Value)[] Headers)[] _roads =
    [
        (404, HttpMethod.Get, "/nowhere", []),
        (405, HttpMethod.Post, "/ok", []),
        (409, HttpMethod.Get, "/returned", []),
        (410, HttpMethod.Get, "/thrown", []),
        (429, HttpMethod.Get, "/middleware", []),
        (500, HttpMethod.Get, "/failing", []),
        (500, HttpMethod.Get, "/failing-producer", []),
        (400, HttpMethod.Get, "/%zz", []),
        (414, HttpMethod.Get, "/" + new string('a', 10_000), []),
        (431, HttpMethod.Get, "/ok", [("X-Large", new string('a', 10_000))]),
    ];

    /// <summary>Starts an app with a route or a limit for each of them.</summary>
    public static Task<TestServer> StartAsync(RpressOptions options, HttpProtocolKind protocol)
    {
        options.MaxConnections = MaxConnections;
        options.MaxBodySize = MaxBodySize;

        // connections that are held do not speak
        options.TlsHandshakeTimeout = TimeSpan.FromMinutes(1);
        var app = TestApps.With(
            routes => routes
                .Get("/ok", _ => "fine")
                .Post("/body", async req => await req.Body.ReadTextAsync())
                .Get("/returned", _ => ResponsePayload.Error(409, "returned"))
                .Get("/thrown", _ => throw new RpressException(410, "thrown"))
                .Get("/failing", _ => throw new FormatException())
                .Get("/failing-producer", _ => ResponsePayload.Stream((_, _) => throw new FormatException()).WithHeader("X-Lost", "yes")),
            options);
        app.Use((req, next) => req.Path == "/middleware" ? throw new RpressException(429, "slower") : next(req));
        return TestServer.StartAsync(app, protocol);
    }

    /// <summary>Walks each of them, and gives its status with the response.</summary>
    public static async Task<IReadOnlyList<(int Status, Reply Reply)>> WalkAsync(TestServer server, params (string Name, string Value)[] headers)
    {
        var replies = new List<(int, Reply)>();
        foreach (var road in _roads)
        {
            replies.Add((road.Status, await server.SendAsync(road.Method, road.Target, null, [.. headers, .. road.Headers])));
        }

        replies.Add((413, await server.PostAsync("/body", new StringContent(new string('a', MaxBodySize + 1)), headers)));

        // connections that other requests left behind close on their own time
        server.Client.Dispose();
        await Eventually.TrueAsync(() => server.App.ConnectionCount == 0, "the connections to close");
        await using var held = await HeldConnections.OpenAsync(server, MaxConnections);
        using var client = server.CreateClient();
        using var request = server.CreateRequest(HttpMethod.Get, "/ok");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        replies.Add((503, await Reply.ReadAsync(response, TestContext.Current.CancellationToken)));
        return replies;
    }
}
