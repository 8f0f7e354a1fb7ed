using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>What the open packet tells a client.</summary>
/// <param name="Sid">The session's id.</param>
/// <param name="Upgrades">The transports that the client may change to.</param>
/// <param name="PingInterval">How often the server pings.</param>
/// <param name="PingTimeout">How long it waits for the pong.</param>
/// <param name="MaxPayload">The largest body or message that the server reads, in bytes; 0 if it does not say.</param>
internal sealed record EngineIoHandshake(string Sid, IReadOnlyList<string> Upgrades, TimeSpan PingInterval, TimeSpan PingTimeout, long MaxPayload)
{
    private const double LongestDuration = 24 * 24 * 60 * 60 * 1000.0; // milliseconds: two of them are what a timer counts

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

    /// <summary>Reads the data of an open packet.</summary>
    /// <param name="data">JSON.</param>
    /// <param name="handshake">What it says.</param>
    /// <param name="problem">What is wrong with it otherwise.</param>
    public static bool TryParse(ReadOnlyMemory<byte> data, [NotNullWhen(true)] out EngineIoHandshake? handshake, [NotNullWhen(false)] out string? problem)
    {
        handshake = null;
        problem = null;
        try
        {
            using var document = JsonDocument.Parse(data);
            JsonElement root = document.RootElement;
            handshake = new(
                root.GetProperty("sid").GetString() is { Length: > 0 } sid ? sid : throw new FormatException("its sid is empty"),
                ReadUpgrades(root),
                ReadDuration(root, "pingInterval"),
                ReadDuration(root, "pingTimeout"),
                root.TryGetProperty("maxPayload", out JsonElement most) ? most.GetInt64() : 0);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problem = $"The server's open packet is malformed: {malformed.Message}";
            return false;
        }
    }

    private static string[] ReadUpgrades(JsonElement root)
    {
        if (!root.TryGetProperty("upgrades", out JsonElement upgrades))
        {
            return [];
        }

        var names = new List<string>();
        foreach (JsonElement upgrade in upgrades.EnumerateArray())
        {
            names.Add(upgrade.GetString() ?? "");
        }

        return [.. names];
    }

    private static TimeSpan ReadDuration(JsonElement root, string name)
    {
        double milliseconds = root.GetProperty(name).GetDouble();
        return milliseconds is > 0 and <= LongestDuration
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new FormatException($"its {name} is {milliseconds} ms");
    }
}
