using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>
/// A saved session in the form of npm's @socket.io/redis-streams-adapter: Base64 of a msgpack map of id, private id, rooms and data. Members that Node does not
/// know tell what the client was let in with, where it began, and which server saved it.
/// </summary>
internal static class StoredSession
{
    public static string Encode(SavedSession session, string owner)
    {
        byte[] json = RequestMessage.WriteObject(json =>
        {
            json.WriteString("sid"u8, session.SocketId);
            json.WriteString("pid"u8, session.Pid);
            RequestMessage.WriteList(json, "rooms"u8, session.Rooms);
            json.WritePropertyName("data"u8);
            session.Data.WriteTo(json);
            if (session.Auth is { } auth)
            {
                json.WritePropertyName("auth"u8);
                json.WriteRawValue(auth.ToString(), skipInputValidation: true);
            }

            if (session.Offset is { } offset)
            {
                json.WriteString("offset"u8, offset);
            }

            json.WriteString("owner"u8, owner);
        });
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        values.WriteValue(json, []);
        return Convert.ToBase64String(values.Written);
    }

    /// <exception cref="FormatException">It is no session.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack.</exception>
    public static SavedSession Decode(string pid, string stored, JsonSerializerOptions options)
    {
        using JsonDocument document = Parse(stored);
        JsonElement session = document.RootElement;
        return new(
            pid,
            session.TextOf("sid") ?? throw new FormatException("The session has no id."),
            [.. ClusterJson.TextsOf(session, "rooms")],
            SocketData.Read(session.MemberOf("data", JsonValueKind.Object), options),
            session.MemberOf("auth", JsonValueKind.Object) is { } auth ? AuthValues.Told(auth, options) : null,
            session.TextOf("offset"));
    }

    /// <summary>The server that saved it last; null if it was one of Node's.</summary>
    public static string? OwnerOf(string stored)
    {
        try
        {
            using JsonDocument document = Parse(stored);
            return document.RootElement.TextOf("owner");
        }
        catch (Exception error) when (error is FormatException or PacketFormatException or JsonException)
        {
            return null;
        }
    }

    private static JsonDocument Parse(string stored)
    {
        using MsgPackToJson values = MsgPackToJson.Rent(ReceivedBroadcast.Limits, isTextOnly: true);
        values.Read(Convert.FromBase64String(stored));
        return ClusterJson.Parse(values.Written.ToArray());
    }
}
