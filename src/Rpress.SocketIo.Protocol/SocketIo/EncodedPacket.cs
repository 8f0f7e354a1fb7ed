namespace Rpress.SocketIo.Protocol;

/// <summary>A packet in its text form, with room in front of it for what the transport below puts there, so that nothing is copied again.</summary>
/// <param name="Buffer">The bytes, the first <see cref="Headroom"/> of them free.</param>
/// <param name="DataStart">Where the payload begins.</param>
internal sealed record EncodedPacket(byte[] Buffer, int DataStart)
{
    /// <summary>The packet type of Engine.IO (1 byte), and the largest header of a WebSocket frame that a server sends (10 bytes).</summary>
    public const int Headroom = 11;

    public ReadOnlyMemory<byte> Text => Buffer.AsMemory(Headroom);

    public ReadOnlyMemory<byte> Data => Buffer.AsMemory(DataStart);
}
