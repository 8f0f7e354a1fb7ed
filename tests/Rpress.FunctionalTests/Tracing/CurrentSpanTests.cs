using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>Where the request's span is current: in everything that runs for it, and nowhere else.</summary>
[Collection(TracedAlone.Name)]
public sealed class CurrentSpanTests
{
    private const string AppSource = "Rpress.FunctionalTests.App";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);
    private static readonly ActivitySource _app = new(AppSource);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task CurrentSpan_AroundAwaits_StaysTheRequests(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/", async req =>
        {
            var before = Activity.Current!.SpanId;
            await Task.Yield();
            return $"{before} {Activity.Current!.SpanId}";
        })), protocol);

        var reply = await server.GetAsync("/");

        var id = (await spans.OfAsync(reply)).SpanId;
        Assert.Equal($"{id} {id}", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task CurrentSpan_OfRequestsAtOnce_IsEachOnesOwn(HttpProtocolKind protocol)
    {
        const int Count = 20;
        using var spans = new SpanCollector();
        var (arrived, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/", async req =>
        {
            if (Interlocked.Increment(ref arrived) == Count)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(_bound);
            await Task.Yield();
            return Activity.Current!.SpanId.ToHexString();
        })), protocol);

        var replies = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => server.GetAsync("/")));

        foreach (var reply in replies)
        {
            Assert.Equal((await spans.OfAsync(reply)).SpanId.ToHexString(), reply.Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task CurrentSpan_LeftBehindByAHandler_IsNotTheNextRequests(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text(new Activity("stray").Start().Id!)), protocol);

        var first = await spans.OfAsync(await server.GetAsync("/"));
        var second = await spans.OfAsync(await server.GetAsync("/"));

        Assert.Equal(first.Links.Single().Context, second.Links.Single().Context);
        Assert.Equal(default, second.ParentSpanId);
        Assert.NotEqual(first.TraceId, second.TraceId);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Spans_OfTheApp_NestInTheRequests(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector(ActivitySamplingResult.AllDataAndRecorded, AppSource);
        var app = TestApps.With(routes => routes.Get("/", async req =>
        {
            using var query = _app.StartActivity("db.query");
            await Task.Yield();
            return query!.SpanId.ToHexString();
        }));
        app.Use(async (req, next) =>
        {
            using var span = _app.StartActivity("app.request");
            return await next(req);
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        var reply = await server.GetAsync("/");

        var query = await spans.WithIdAsync(ActivitySpanId.CreateFromString(reply.Text));
        Assert.Equal("app.request", query.Parent!.OperationName);
        Assert.Same(await spans.OfAsync(reply), query.Parent.Parent);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAnEventStream_EndsWithTheStream(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var source = Channel.CreateUnbounded<SseItem<string>>();
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/:id", _ => ResponsePayload.Events(Current(source.Reader)))), protocol);
        var token = TestContext.Current.CancellationToken;
        var path = $"/{Guid.NewGuid()}";

        using var response = await server.OpenAsync(path);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(token));
        source.Writer.TryWrite(new SseItem<string>(""));
        var current = await reader.ReadLineAsync(token);
        Assert.False(spans.HasEnded(path));
        source.Writer.Complete();
        await reader.ReadToEndAsync(token);

        Assert.Equal($"data: {(await spans.OfPathAsync(path)).SpanId}", current);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task CurrentSpan_OfWhatIsDisposedWithTheRequest_IsTheRequests(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        var resource = new SpanSeeker();
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(req =>
        {
            req.RegisterForDispose(resource);
            return ResponsePayload.Text("ok");
        }), protocol);

        var span = await spans.OfAsync(await server.GetAsync("/"));

        Assert.Same(span, await resource.Seen.WaitAsync(_bound, TestContext.Current.CancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> Current(ChannelReader<SseItem<string>> source)
    {
        await foreach (var item in source.ReadAllAsync())
        {
            yield return new SseItem<string>(Activity.Current!.SpanId.ToHexString());
        }
    }

    private sealed class SpanSeeker : IAsyncDisposable
    {
        private readonly TaskCompletionSource<Activity?> _seen = new();

        public Task<Activity?> Seen => _seen.Task;

        public ValueTask DisposeAsync()
        {
            _seen.TrySetResult(Activity.Current);
            return default;
        }
    }
}
