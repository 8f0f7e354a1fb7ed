using Rpress.TestKit;

namespace Rpress.FunctionalTests.Middleware;

public sealed class RequestIdTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestId_ByDefault_IsAFreshUuidThatTheHandlerSees(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(req => ResponsePayload.Text(req.RequestId)), protocol);

        var first = await server.GetAsync("/", ("X-Request-ID", "mine"));
        var second = await server.GetAsync("/");

        Assert.Equal(first.Text, first.Header("X-Request-ID"));
        Assert.Equal(4, Guid.Parse(first.Text).Version);
        Assert.NotEqual(first.Text, second.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestId_OnErrorsOfAnyKind_IsSent(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => throw new FormatException()), protocol);

        Assert.NotNull((await server.GetAsync("/")).Header("X-Request-ID"));
        Assert.NotNull((await server.GetAsync("/nowhere")).Header("X-Request-ID"));
        Assert.NotNull((await server.PostAsync("/", null)).Header("X-Request-ID"));
        Assert.NotNull((await server.GetAsync("/%zz")).Header("X-Request-ID"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestId_Trusted_KeepsTheClientsToken(HttpProtocolKind protocol)
    {
        await using var server = await StartTrustingAsync(protocol);

        foreach (var id in new[] { "abc-123_x.y", new string('a', 128) })
        {
            var reply = await server.GetAsync("/", ("X-Request-ID", id));
            Assert.Equal((id, id), (reply.Text, reply.Header("X-Request-ID")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestId_TrustedButUnusable_IsReplaced(HttpProtocolKind protocol)
    {
        await using var server = await StartTrustingAsync(protocol);

        foreach (var id in new[] { new string('a', 129), "with space", "semi;colon", "<script>", "\"quoted\"", "", "a,b" })
        {
            Assert.True(Guid.TryParse((await server.GetAsync("/", ("X-Request-ID", id))).Text, out _), id);
        }

        var twice = await server.GetAsync("/", ("X-Request-ID", "a"), ("X-Request-ID", "b"));
        Assert.True(Guid.TryParse(twice.Text, out _));
    }

    private static Task<TestServer> StartTrustingAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.WithRoot(req => ResponsePayload.Text(req.RequestId), new() { TrustRequestId = true }), protocol);
}
