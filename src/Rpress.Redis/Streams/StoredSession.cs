using System.Text;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>
/// A saved session in the form of npm's @socket.io/redis-streams-adapter: Base64 of a msgpack map of id, private id, rooms and data. A member that Node does
/// not know, JSON as text, tells the rest: the data to the letter, what the client was let in with and into which namespace, where it began, and which server saved it.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Namespace">The namespace; null if one of Node's servers saved it.</param>
/// <param name="Owner">The server that saved it last; null if it was one of Node's.</param>
internal sealed record StoredSession(SavedSession Session, string? Namespace, string? Owner)
{
    private const string RestName = "rpress";

    public static string Encode(SavedSession session, string @namespace, string owner)
    {
        byte[] rest = RequestMessage.WriteObject(json =>
        {
            json.WriteString("nsp"u8, @namespace);
            json.WriteString("owner"u8, owner);
            json.WriteString("offset"u8, session.Offset);
            json.WritePropertyName("data"u8);
            session.Data.WriteTo(json);
            if (session.Auth is { } auth)
            {
                json.WritePropertyName("auth"u8);
                json.WriteRawValue(auth.ToString(), skipInputValidation: true);
            }
        });
        byte[] whole = RequestMessage.WriteObject(json =>
        {
            json.WriteString("sid"u8, session.SocketId);
            json.WriteString("pid"u8, session.Pid);
            RequestMessage.WriteList(json, "rooms"u8, session.Rooms);
            json.WritePropertyName("data"u8);
            session.Data.WriteTo(json);
            json.WriteString(RestName, Encoding.UTF8.GetString(rest));
        });
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        values.WriteValue(whole, []);
        return Convert.ToBase64String(values.Written);
    }

    /// <exception cref="FormatException">It is no session.</exception>
    /// <exception cref="JsonException">It is no session.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack.</exception>
    public static StoredSession Decode(string pid, string stored, JsonSerializerOptions options)
    {
        using JsonDocument document = Parse(stored);
        using JsonDocument? ours = ParseRest(document);
        JsonElement session = document.RootElement;
        JsonElement rest = ours?.RootElement ?? default;
        return new(
            new(
                pid,
                session.TextOf("sid") ?? throw new FormatException("The session has no id."),
                [.. ClusterJson.TextsOf(session, "rooms")],
                SocketData.Read((ours is null ? session : rest).MemberOf("data", JsonValueKind.Object), options),
                ours is not null && rest.TryGetProperty("auth", out JsonElement auth) ? AuthValues.Told(auth, options) : null,
                rest.TextOf("offset")),
            rest.TextOf("nsp"),
            rest.TextOf("owner"));
    }

    /// <summary>The server that saved it last; null if it was one of Node's.</summary>
    public static string? OwnerOf(string stored)
    {
        try
        {
            using JsonDocument document = Parse(stored);
            using JsonDocument? ours = ParseRest(document);
            return ours?.RootElement.TextOf("owner");
        }
        catch (Exception error) when (error is FormatException or PacketFormatException or JsonException)
        {
            return null;
        }
    }

    private static JsonDocument Parse(string stored)
    {
        using MsgPackToJson values = MsgPackToJson.Rent(ReceivedBroadcast.Limits, isTextOnly: true, isOfServer: true);
        values.Read(Convert.FromBase64String(stored));
        return ClusterJson.Parse(values.Written.ToArray());
    }

    private static JsonDocument? ParseRest(JsonDocument document) =>
        document.RootElement.TextOf(RestName) is { } rest ? ClusterJson.Parse(Encoding.UTF8.GetBytes(rest)) : null;
}
