using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>After a whole read that was cancelled, a stream handed over what was left as if it were the whole.</summary>
public sealed class CancelledReadTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_AfterACancelledWholeRead_IsAnErrorAndNotTheRest(HttpProtocolKind protocol)
    {
        Exception? error = null;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(protocol, async req =>
        {
            using var cancelling = new CancellationTokenSource();
            var read = req.Body.ReadBytesAsync(cancelling.Token).AsTask();
            await cancelling.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            cancelled.SetResult(); // the rest is sent now: before, the read might have ended with all of it
            error = Record.Exception(() => req.Body.Reader);
            return "ok";
        });

        var reply = await server.PostAsync("/", new StalledContent(cancelled.Task, 100_000));

        Assert.Equal("ok", reply.Text);
        Assert.Contains("not the whole body", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, Task<string>> handler) =>
        TestServer.StartAsync(TestApps.With(routes => routes.Post("/", handler)), protocol);
}
