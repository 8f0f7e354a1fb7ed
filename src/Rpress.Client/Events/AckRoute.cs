using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Where the ack of an event goes: over the connection that the event came on, as another one has other events of that number.</summary>
internal sealed class AckRoute(ClientSocket socket, EngineConnection engine) : IAckTarget
{
    public void SendAck(ulong id, IReadOnlyList<object?> arguments) => socket.SendAck(engine, id, arguments);
}
