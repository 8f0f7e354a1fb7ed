using Rpress.SocketIo.Protocol;

namespace Rpress.ConformanceServer;

/// <summary>A session of Engine.IO alone: every message comes back as it was, text or binary.</summary>
internal sealed class EngineEcho(EngineSession session) : ISessionHandler
{
    public void OnText(ReadOnlySpan<byte> message) => session.Send(OutgoingMessage.Packet(EngineIoPacketType.Message, message));

    public void OnBinary(ReadOnlySpan<byte> message) => session.Send(OutgoingMessage.Binary(message.ToArray()));

    public void OnClosed(DisconnectReason reason)
    {
    }
}
