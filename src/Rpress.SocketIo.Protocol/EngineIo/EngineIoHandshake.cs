using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>What the open packet tells a client.</summary>
/// <param name="Sid">The session's id.</param>
/// <param name="Upgrades">The transports that the client may change to.</param>
/// <param name="PingInterval">How often the server pings.</param>
/// <param name="PingTimeout">How long it waits for the pong.</param>
/// <param name="MaxPayload">The largest body or message that the server reads, in bytes.</param>
internal sealed record EngineIoHandshake(string Sid, IReadOnlyList<string> Upgrades, TimeSpan PingInterval, TimeSpan PingTimeout, long MaxPayload)
{
    /// <summary>The open packet in its text form; engine.io v4, "Handshake": all five members, in this order.</summary>
    public byte[] Encode()
    {
        using var buffer = new MemoryStream(128);
        buffer.WriteByte(EngineIoPacket.MarkerOf(EngineIoPacketType.Open));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("sid", Sid);
            json.WriteStartArray("upgrades");
            foreach (string upgrade in Upgrades)
            {
                json.WriteStringValue(upgrade);
            }

            json.WriteEndArray();
            json.WriteNumber("pingInterval", (long)PingInterval.TotalMilliseconds);
            json.WriteNumber("pingTimeout", (long)PingTimeout.TotalMilliseconds);
            json.WriteNumber("maxPayload", MaxPayload);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
