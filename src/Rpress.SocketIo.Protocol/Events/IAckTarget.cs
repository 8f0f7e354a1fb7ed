namespace Rpress.SocketIo.Protocol;

/// <summary>Where the answer to an event goes.</summary>
internal interface IAckTarget
{
    void SendAck(ulong id, IReadOnlyList<object?> arguments);
}
