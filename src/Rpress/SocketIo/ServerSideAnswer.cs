using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Takes the answer to an event of another server back to its adapter.</summary>
internal sealed class ServerSideAnswer(RpressNamespace @namespace, Action<EventArguments>? answer) : IAckTarget
{
    public void SendAck(ulong id, IReadOnlyList<object?> arguments) => answer?.Invoke(@namespace.To().ToArguments(arguments));
}
