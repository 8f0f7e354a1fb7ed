using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

/// <summary>What a request owns: its scope of services, and what is registered with it.</summary>
public sealed class ResourceTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Services_WithinOneRequest_AreOneScope(HttpProtocolKind protocol)
    {
        await using var services = new ServiceCollection().AddScoped<Watched>().BuildServiceProvider();
        var seen = new List<(Watched, Watched)>();
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Get("/", req => seen.Add((req.Services.GetRequiredService<Watched>(), req.Services.GetRequiredService<Watched>()))),
                new() { Services = services }),
            protocol);

        await server.GetAsync("/");
        await server.GetAsync("/");

        Assert.All(seen, pair => Assert.Same(pair.Item1, pair.Item2));
        Assert.NotSame(seen[0].Item1, seen[1].Item1);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Services_UsedByAProducer_LiveUntilTheBodyIsWritten(HttpProtocolKind protocol)
    {
        await using var services = new ServiceCollection().AddScoped<Watched>().BuildServiceProvider();
        Watched? scoped = null;
        var wasDisposedWhileWriting = true;
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                req =>
                {
                    scoped = req.Services.GetRequiredService<Watched>();
                    return ResponsePayload.Stream(async (body, token) =>
                    {
                        await body.WriteAsync(new byte[40_000], token);
                        wasDisposedWhileWriting = scoped.Disposed.Task.IsCompleted;
                    });
                },
                new() { Services = services }),
            protocol);

        Assert.Equal(40_000, (await server.GetAsync("/")).Bytes.Length);
        Assert.False(wasDisposedWhileWriting);
        await scoped!.Disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Services_WithoutProvider_AreAnErrorThatNamesTheFix(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req => req.Services.ToString()), new() { LoggerFactory = logs }), protocol);

        Assert.Equal(500, (await server.GetAsync("/")).Status);
        Assert.Contains("set RpressOptions.Services", Assert.Single(logs.At(LogLevel.Error)).Exception!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RegisterForDispose_OfSeveral_DisposesLastInFirstOut(HttpProtocolKind protocol)
    {
        var order = new List<string>();
        var first = new Watched(() => order.Add("first"));
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(req =>
            {
                req.RegisterForDispose(first);
                req.RegisterForDispose(new Watched(() => order.Add("second")));
                req.RegisterForDispose(first);
                return ResponsePayload.Bytes(Encoding.UTF8.GetBytes("ok"));
            }),
            protocol);

        await server.GetAsync("/");
        await first.Disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);

        Assert.Equal(["second", "first"], order);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RegisterForDispose_OfOneThatFails_DisposesTheOthersAndLogsOnce(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var below = new Watched();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                req =>
                {
                    req.RegisterForDispose(below);
                    req.RegisterForDispose(new Watched(() => throw new InvalidOperationException("broken")));
                    return ResponsePayload.Text("ok");
                },
                new() { LoggerFactory = logs }),
            protocol);

        Assert.Equal("ok", (await server.GetAsync("/")).Text);
        await below.Disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => logs.At(LogLevel.Error).Count == 1, "the log line");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RegisterForDispose_OnAFailingRequest_StillDisposes(HttpProtocolKind protocol)
    {
        var watched = new Watched();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(req =>
            {
                req.RegisterForDispose(watched);
                throw new FormatException();
            }),
            protocol);

        Assert.Equal(500, (await server.GetAsync("/")).Status);
        await watched.Disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task RegisterForDispose_OfOneThatTakesLong_DoesNotHoldTheResponseBack(HttpProtocolKind protocol)
    {
        var slow = new Slow();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(req =>
            {
                req.RegisterForDispose(slow);
                return ResponsePayload.Text("ok");
            }),
            protocol);

        Assert.Equal("ok", (await server.GetAsync("/").WaitAsync(_bound, TestContext.Current.CancellationToken)).Text);
        slow.MayEnd.SetResult();
    }

    private sealed class Slow : IAsyncDisposable
    {
        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask DisposeAsync() => new(MayEnd.Task);
    }

    private sealed class Watched(Action? onDispose) : IAsyncDisposable
    {
        public Watched()
            : this(null)
        {
        }

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask DisposeAsync()
        {
            onDispose?.Invoke();
            Disposed.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
