namespace Rpress;

/// <summary>Waits for the one ack that an event asks for.</summary>
internal sealed class SingleAck : TaskCompletionSource<EventArguments>, IPendingAck
{
    public SingleAck()
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
    }

    public void OnAck(EventArguments arguments) => TrySetResult(arguments);

    public void OnDisconnected() => Fail(Disconnected());

    /// <summary>No ack will be waited for.</summary>
    public void Fail(Exception error)
    {
        if (TrySetException(error))
        {
            _ = Task.Exception; // seen, though whoever waited may have given up
        }
    }

    public static SocketDisconnectedException Disconnected() => new("The socket has been disconnected.");
}
