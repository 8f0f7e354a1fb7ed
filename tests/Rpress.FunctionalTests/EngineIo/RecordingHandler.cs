using System.Collections.Concurrent;
using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>Sends a session's messages back, and keeps them.</summary>
internal sealed class RecordingHandler(EngineSession session) : ISessionHandler
{
    public EngineSession Session => session;

    /// <summary>The messages that came, binary ones in hexadecimal.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<string> Reasons { get; } = new();

    public void OnText(ReadOnlySpan<byte> message)
    {
        Messages.Enqueue(Encoding.UTF8.GetString(message));
        session.Send(OutgoingMessage.Packet(EngineIoPacketType.Message, message));
    }

    public void OnBinary(ReadOnlySpan<byte> message)
    {
        Messages.Enqueue(Convert.ToHexString(message));
        session.Send(OutgoingMessage.Binary(message.ToArray()));
    }

    public void OnClosed(DisconnectReason reason) => Reasons.Enqueue(reason.ToString());
}
