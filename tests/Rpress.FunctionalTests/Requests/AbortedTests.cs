using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class AbortedTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Aborted_WhenTheClientGoes_FiresAndLogsNoError(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var (started, ended) = (NewSignal(), NewSignal());
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", (Func<RequestPayload, Task<string>>)(req => WaitAsync(req, started, ended))), new() { LoggerFactory = logs }),
            protocol);
        using var leaving = new CancellationTokenSource();

        var response = server.OpenAsync("/", leaving.Token);
        await started.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
        await ended.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await server.DisposeAsync();

        Assert.Empty(logs.At(LogLevel.Error));
        Assert.Empty(logs.At(LogLevel.Critical));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Cancellation_OfTheHandlersOwn_IsAFailure(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => throw new OperationCanceledException("a time-out of the handler's"), new() { LoggerFactory = logs }), protocol);

        Assert.Equal(500, (await server.GetAsync("/")).Status);
        Assert.Single(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Aborted_OfAFinishedRequest_DoesNotFire(HttpProtocolKind protocol)
    {
        var fired = false;
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(req =>
            {
                fired |= req.Aborted.IsCancellationRequested;
                return ResponsePayload.Text("ok");
            }),
            protocol);

        for (var i = 0; i < 3; i++)
        {
            await server.GetAsync("/");
        }

        Assert.False(fired);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stopping_WhenTheServerStops_FiresAndTheAnswerStillArrives(HttpProtocolKind protocol)
    {
        var started = NewSignal();
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", async req =>
            {
                var stopping = NewSignal();
                await using var registration = req.Stopping.Register(() => stopping.TrySetResult());
                started.TrySetResult();
                await stopping.Task.WaitAsync(_bound);
                return "stopped";
            })),
            protocol);

        var reply = server.GetAsync("/");
        await started.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await server.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("stopped", (await reply).Text);
    }

    private static async Task<string> WaitAsync(RequestPayload request, TaskCompletionSource started, TaskCompletionSource ended)
    {
        started.TrySetResult();
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(_bound, request.Aborted);
            return "never";
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
