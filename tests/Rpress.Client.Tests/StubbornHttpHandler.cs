using System.Threading.Channels;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

/// <summary>A handler of the application's that answers when a test says so, whatever becomes of the request meanwhile.</summary>
internal sealed class StubbornHttpHandler : HttpMessageHandler
{
    private readonly Channel<TaskCompletionSource<HttpResponseMessage>> _requests = Channel.CreateUnbounded<TaskCompletionSource<HttpResponseMessage>>();

    /// <summary>The next request, to be answered.</summary>
    public Task<TaskCompletionSource<HttpResponseMessage>> NextAsync() =>
        Deadline.RunAsync(token => _requests.Reader.ReadAsync(token).AsTask(), "a request of the client", Deadline.Default);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Writer.TryWrite(answer);
        return answer.Task;
    }
}
