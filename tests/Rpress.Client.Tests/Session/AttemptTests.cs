using Rpress.TestKit;

namespace Rpress.Client.Tests.Session;

public sealed class AttemptTests
{
    [Fact]
    public async Task Attempt_ThatWasLeftAndFailsLater_DoesNotTouchTheNextOne()
    {
        using var handler = new StubbornHttpHandler();
        await using var test = new TestClient(options => (options.HttpHandler, options.Transports) = (handler, [SocketTransport.Polling]));
        test.Client.Connect();
        TaskCompletionSource<HttpResponseMessage> first = await handler.NextAsync();
        Task leaving = test.Client.DisconnectAsync();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource<HttpResponseMessage> second = await handler.NextAsync();

        first.SetException(new HttpRequestException("late"));
        await leaving.BoundedAsync();

        Assert.Equal((false, true), (connecting.IsCompleted, test.Client.IsActive));
        Assert.Equal(0, test.Happened.Unread);
        second.SetException(new HttpRequestException("no server"));
        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Contains("no server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthProvider_ThatThrowsWhenItsTokenIsCancelled_FailsTheAttemptAlone()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource();
        await using var test = new TestClient(options => options.AuthProvider = async token =>
        {
            entered.TrySetResult();
            await go.Task;
            var failing = new TaskCompletionSource<object?>();
            await using CancellationTokenRegistration registration = token.Register(() => failing.TrySetException(new InvalidDataException("no token")));
            registered.TrySetResult();
            return await failing.Task;
        });
        test.Client.Connect();
        await entered.Task.BoundedAsync();
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(20));
        go.SetResult();
        await registered.Task.BoundedAsync();

        await test.PassAsync(TimeSpan.FromSeconds(20));

        Assert.StartsWith("connect_error: ", await test.Happened.NextAsync(), StringComparison.Ordinal);
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1)); // it is tried again
        Assert.True(test.Client.IsActive);
    }
}
