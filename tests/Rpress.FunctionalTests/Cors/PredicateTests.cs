using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Cors;

/// <summary>The application's own function beside the list of origins.</summary>
public sealed class PredicateTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Predicate_BesideTheList_AllowsMore(HttpProtocolKind protocol)
    {
        var asked = new ConcurrentQueue<string>();
        var cors = new RpressCors { Origins = ["https://listed.example"], AllowCredentials = true }.AllowOriginsWhere(origin =>
        {
            asked.Enqueue(origin);
            return origin.EndsWith(".tenant.example", StringComparison.Ordinal);
        });
        await using var server = await StartAsync(cors, protocol);

        Assert.Equal("https://listed.example", await AllowedAsync(server, "https://listed.example"));
        Assert.Equal("https://a.tenant.example", await AllowedAsync(server, "https://a.tenant.example"));
        Assert.Null(await AllowedAsync(server, "https://other.example"));
        Assert.Equal(["https://a.tenant.example", "https://other.example"], asked);
        Assert.Equal("Origin", (await server.GetAsync("/")).Header("Vary"));
    }

    // a careless function must not open the door to what is no origin
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Predicate_ThatAllowsAll_IsAskedAboutOriginsOnly(HttpProtocolKind protocol)
    {
        var asked = new ConcurrentQueue<string>();
        await using var server = await StartAsync(
            new RpressCors().AllowOriginsWhere(origin =>
            {
                asked.Enqueue(origin);
                return true;
            }),
            protocol);

        foreach (var origin in new[] { "null", "", "nonsense", "https://a.example/", "https://a.example, https://b.example" })
        {
            Assert.Equal((origin, null), (origin, await AllowedAsync(server, origin)));
        }

        Assert.Null((await server.GetAsync("/")).Header("Access-Control-Allow-Origin"));
        Assert.Empty(asked);
        Assert.Equal("https://a.example", await AllowedAsync(server, "https://a.example"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Predicate_ThatThrows_RefusesAndIsLogged(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(new RpressCors().AllowOriginsWhere(_ => throw new TimeoutException("no database")), protocol, logs);

        var reply = await server.GetAsync("/", ("Origin", "https://a.example"));
        var preflight = await server.SendAsync(
            HttpMethod.Options, "/", null, ("Origin", "https://a.example"), ("Access-Control-Request-Method", "PUT"));

        Assert.Equal((200, "answer", 204), (reply.Status, reply.Text, preflight.Status));
        Assert.All([reply, preflight], each => Assert.Null(each.Header("Access-Control-Allow-Origin")));
        var lines = logs.At(LogLevel.Error);
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.IsType<TimeoutException>(line.Exception));
        Assert.Contains("'https://a.example'", lines[0].Message, StringComparison.Ordinal);
        Assert.Contains(reply.Header("X-Request-ID")!, lines[0].Message, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(RpressCors cors, HttpProtocolKind protocol, ILoggerFactory? logs = null) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("answer"), new() { Cors = cors, LoggerFactory = logs }), protocol);

    private static async Task<string?> AllowedAsync(TestServer server, string origin) =>
        (await server.GetAsync("/", ("Origin", origin))).Header("Access-Control-Allow-Origin");
}
