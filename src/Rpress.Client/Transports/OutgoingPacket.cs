using System.Buffers.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A packet of Engine.IO as it waits to be sent.</summary>
/// <param name="Data">Text begins with the packet's type; binary is as it is.</param>
/// <param name="IsBinary">Whether it is binary.</param>
/// <param name="IsCompressed">Whether the transport may compress it.</param>
/// <param name="Cost">What it counts against the limit of what waits, in bytes.</param>
internal readonly record struct OutgoingPacket(ReadOnlyMemory<byte> Data, bool IsBinary = false, bool IsCompressed = true, long Cost = 0)
{
    /// <summary>How many bytes it has in a payload of polling, where binary is Base64.</summary>
    public int PayloadLength => IsBinary ? Base64.GetMaxEncodedToUtf8Length(Data.Length) + 1 : Data.Length;

    public bool IsPong => !IsBinary && Data.Span[0] == EngineIoPacket.MarkerOf(EngineIoPacketType.Pong);

    /// <summary>A packet of the engine's own.</summary>
    public static OutgoingPacket Of(EngineIoPacketType type, ReadOnlySpan<byte> data = default) =>
        new((byte[])[EngineIoPacket.MarkerOf(type), .. data]);
}
