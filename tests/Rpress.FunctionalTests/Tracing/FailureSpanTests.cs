using System.Diagnostics;
using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>What <c>http.request</c> says of a request that went wrong.</summary>
[Collection(TracedAlone.Name)]
public sealed class FailureSpanTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAFailedHandler_RecordsTheException(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => throw new FormatException("of the handler")), protocol);

        var span = await spans.OfAsync(await server.GetAsync("/"));

        AssertFailed(span, 500, typeof(FormatException).FullName!);
        var recorded = Assert.Single(span.Events);
        Assert.Equal("exception", recorded.Name);
        Assert.Contains(recorded.Tags, tag => tag is { Key: "exception.message", Value: "of the handler" });
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAnAnswerThatBlamesTheServer_IsAnErrorWithoutException(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes
            .Get("/returned", _ => ResponsePayload.Error(HttpStatusCode.ServiceUnavailable, "later"))
            .Get("/thrown", ResponsePayload (_) => throw new RpressException(HttpStatusCode.BadGateway, "none"))), protocol);

        var returned = await spans.OfAsync(await server.GetAsync("/returned"));
        var thrown = await spans.OfAsync(await server.GetAsync("/thrown"));

        AssertFailed(returned, 503, "503");
        AssertFailed(thrown, 502, "502");
        Assert.Empty(returned.Events.Concat(thrown.Events));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAProducerThatFails_SaysWhatWasSent(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/:flushes/:id", req => Failing(req.Params["flushes"] == "yes"))), protocol);
        var (unsent, begun) = ($"/no/{Guid.NewGuid()}", $"/yes/{Guid.NewGuid()}");

        Assert.Equal(500, (await server.GetAsync(unsent)).Status);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync(begun));

        AssertFailed(await spans.OfPathAsync(unsent), 500, typeof(FormatException).FullName!);
        AssertFailed(await spans.OfPathAsync(begun), 200, typeof(FormatException).FullName!);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_WhenTheClientGoes_HasNoStatusAndNoError(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/:id", async req =>
        {
            started.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(_bound, req.Aborted);
        })), protocol);
        using var leaving = new CancellationTokenSource();
        var path = $"/{Guid.NewGuid()}";

        var response = server.OpenAsync(path, leaving.Token);
        await started.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);

        var span = await spans.OfPathAsync(path);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.All(["http.response.status_code", "http.status_code", "error.type"], name => Assert.Null(span.GetTagItem(name)));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAnAnswerThatNobodyIsLeftFor_HasNoStatus(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/:id", async req =>
        {
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = req.Aborted.Register(gone.SetResult);
            started.TrySetResult();
            await gone.Task.WaitAsync(_bound);
            return "too late";
        })), protocol);
        using var leaving = new CancellationTokenSource();
        var path = $"/{Guid.NewGuid()}";

        var response = server.OpenAsync(path, leaving.Token);
        await started.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);

        Assert.Null((await spans.OfPathAsync(path)).GetTagItem("http.response.status_code"));
    }

    private static ResponsePayload Failing(bool flushes) => ResponsePayload.Stream(async (body, token) =>
    {
        await body.WriteAsync("half"u8.ToArray(), token);
        if (flushes)
        {
            await body.FlushAsync(token);
        }

        throw new FormatException();
    });

    private static void AssertFailed(Activity span, int status, string error)
    {
        Assert.Equal((ActivityStatusCode.Error, error), (span.Status, span.GetTagItem("error.type")));
        Assert.Equal((status, status), (span.GetTagItem("http.response.status_code"), span.GetTagItem("http.status_code")));
    }
}
