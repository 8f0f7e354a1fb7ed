using System.Globalization;
using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>A parser such as an application might write: type, namespace, id and payload with spaces between them, and at most one attachment.</summary>
internal sealed class LineParser : SocketIoParser
{
    public override SocketIoMessages Encode(SocketIoPacket packet)
    {
        string id = packet.Id?.ToString(CultureInfo.InvariantCulture) ?? "-";
        string payload = packet.Data.IsEmpty ? "" : " " + Encoding.UTF8.GetString(packet.Data.Span);
        return SocketIoMessages.Text(Encoding.UTF8.GetBytes($"{packet.Type} {packet.Namespace} {id}{payload}"), [.. packet.Attachments]);
    }

    public override SocketIoPacketDecoder CreateDecoder(DecoderLimits limits) => new LineDecoder(limits);

    private sealed class LineDecoder(DecoderLimits limits) : SocketIoPacketDecoder
    {
        private string? _waiting;

        public override SocketIoPacket? Add(ReadOnlySpan<byte> text)
        {
            string line = Encoding.UTF8.GetString(text);
            if (line.Contains("_placeholder", StringComparison.Ordinal))
            {
                _waiting = line;
                return null;
            }

            return Make(line, []);
        }

        public override SocketIoPacket? AddBinary(ReadOnlySpan<byte> message) => Make(_waiting!, [message.ToArray()]);

        private SocketIoPacket Make(string line, ReadOnlyMemory<byte>[] attachments)
        {
            string[] parts = line.Split(' ', 4);
            ulong? id = parts[2] == "-" ? null : ulong.Parse(parts[2], CultureInfo.InvariantCulture);
            byte[] data = Encoding.UTF8.GetBytes(parts.Length == 4 ? parts[3] : "");
            return SocketIoPacket.Create(Enum.Parse<SocketIoPacketType>(parts[0]), parts[1], id, data, attachments, limits);
        }
    }
}
