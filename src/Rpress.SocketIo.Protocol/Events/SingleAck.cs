using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Waits for the one ack that an event asks for.</summary>
internal sealed class SingleAck : TaskCompletionSource<EventArguments>, IPendingAck
{
    public SingleAck()
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
    }

    public void OnAck(EventArguments arguments) => TrySetResult(arguments);

    public void OnDisconnected() => SeenFailure.Fail(this, Disconnected());

    public static SocketDisconnectedException Disconnected() => new("The socket has been disconnected.");
}
