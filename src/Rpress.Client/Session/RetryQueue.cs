using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Events that are sent one at a time, each again until it is acked or was sent often enough.</summary>
internal sealed partial class RetryQueue(ClientSocket socket, ClientConnection connection)
{
    private readonly Queue<RetriedEvent> _events = []; // guarded by itself
    private bool _isRunning; // guarded by _events

    public void Add(RetriedEvent added)
    {
        lock (connection.Gate)
        {
            connection.ThrowIfDisposedLocked();
        }

        connection.Budget.Take(SendBudget.CostOf(added.Packet));
        lock (_events)
        {
            _events.Enqueue(added);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        connection.Work.Track(Task.Run(RunAsync));
    }

    private async Task RunAsync()
    {
        while (TakeNext() is { } next)
        {
            await SendAsync(next).ConfigureAwait(false);
            connection.Budget.Return(SendBudget.CostOf(next.Packet));
        }
    }

    private RetriedEvent? TakeNext()
    {
        lock (_events)
        {
            _isRunning = _events.TryDequeue(out RetriedEvent? next);
            return next;
        }
    }

    // socket.io-client, retries: a try begins with the namespace joined, and ends with the ack, its time, or the connection
    private async Task SendAsync(RetriedEvent sent)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await socket.WhenConnectedAsync().WaitAsync(sent.CancellationToken).ConfigureAwait(false);
                EventArguments ack = await socket.RequestAsync(sent.Packet, sent.Flags, sent.Timeout, cost: 0, sent.CancellationToken).ConfigureAwait(false);
                sent.Ack?.TrySetResult(ack);
                return;
            }
            catch (Exception error) when (error is TimeoutException or SocketDisconnectedException && tries <= connection.Settings.Retries && !connection.IsDisposed)
            {
                LogSentAgain(connection.Settings.Logger, sent.Packet.EventName, tries, error.Message);
            }
            catch (Exception error)
            {
                Fail(sent, error, tries);
                return;
            }
        }
    }

    private void Fail(RetriedEvent sent, Exception error, int tries)
    {
        if (error is OperationCanceledException && sent.CancellationToken.IsCancellationRequested)
        {
            sent.Ack?.TrySetCanceled(sent.CancellationToken);
        }
        else
        {
            sent.Ack?.Fail(error);
            LogGivenUp(connection.Settings.Logger, sent.Packet.EventName, tries, error.Message);
        }
    }

    [LoggerMessage(2411, LogLevel.Debug, "Event '{Event}' is sent again after try {Tries}: {Problem}")]
    private static partial void LogSentAgain(ILogger logger, string @event, int tries, string problem);

    [LoggerMessage(2412, LogLevel.Warning, "Event '{Event}' was not acked and is dropped after {Tries} tries: {Problem}")]
    private static partial void LogGivenUp(ILogger logger, string @event, int tries, string problem);
}
