using System.Globalization;
using System.Net;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A socket's details as servers tell them each other, in the form of npm's adapters.</summary>
internal static class SocketDetailsJson
{
    // what JavaScript makes of a Date that becomes text, where the time is UTC
    private const string JavaScriptTime = "ddd MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'";

    public static void Write(Utf8JsonWriter json, SocketDetails details)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, details.Id);
        json.WritePropertyName("handshake"u8);
        WriteHandshake(json, details.Handshake);
        json.WritePropertyName("rooms"u8);
        WriteList(json, details.Rooms);
        json.WritePropertyName("data"u8);
        details.Data.WriteTo(json);
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">It is no socket.</exception>
    public static SocketDetails Read(JsonElement json, JsonSerializerOptions options)
    {
        if (json.TextOf("id") is not { } id)
        {
            throw new FormatException("A socket has no id.");
        }

        string[] rooms = json.MemberOf("rooms", JsonValueKind.Array) is { } list
            ? [.. list.EnumerateArray().Where(room => room.ValueKind == JsonValueKind.String).Select(room => room.GetString()!)]
            : [];
        return new(id, ReadHandshake(json.MemberOf("handshake", JsonValueKind.Object) ?? default, options), rooms, SocketData.Read(json.MemberOf("data", JsonValueKind.Object), options));
    }

    private static void WriteHandshake(Utf8JsonWriter json, SocketHandshake handshake)
    {
        DateTimeOffset issuedAt = handshake.IssuedAt.ToUniversalTime();
        json.WriteStartObject();
        json.WriteStartObject("headers"u8);
        foreach ((string name, string value) in handshake.Headers)
        {
            json.WriteString(name.ToLowerInvariant(), value);
        }

        json.WriteEndObject();
        json.WriteString("time"u8, issuedAt.ToString(JavaScriptTime, CultureInfo.InvariantCulture));
        if (handshake.Address is { } address)
        {
            json.WriteString("address"u8, address.ToString());
        }

        json.WriteBoolean("xdomain"u8, handshake.IsCrossDomain);
        json.WriteBoolean("secure"u8, handshake.IsSecure);
        json.WriteNumber("issued"u8, issuedAt.ToUnixTimeMilliseconds());
        json.WriteString("url"u8, handshake.Url);
        json.WriteStartObject("query"u8);
        foreach (IGrouping<string, string> values in handshake.Query.GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
        {
            json.WritePropertyName(values.Key);
            WriteOneOrList(json, [.. values]); // as Node's querystring
        }

        json.WriteEndObject();
        json.WritePropertyName("auth"u8);
        json.WriteRawValue(handshake.Auth.ToString(), skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteOneOrList(Utf8JsonWriter json, string[] values)
    {
        if (values is [var only])
        {
            json.WriteStringValue(only);
        }
        else
        {
            WriteList(json, values);
        }
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray();
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    // what is missing, or is not what it should be, is as if the client had not sent it
    private static SocketHandshake ReadHandshake(JsonElement json, JsonSerializerOptions options)
    {
        string url = json.TextOf("url") ?? "";
        int query = url.IndexOf('?', StringComparison.Ordinal);
        var session = new SessionHandshake
        {
            Headers = [.. ReadHeaders(json.MemberOf("headers", JsonValueKind.Object))],
            Url = url,
            Query = query < 0 ? "" : url[query..],
            Address = IPAddress.TryParse(json.TextOf("address"), out IPAddress? address) ? address : null,
            IsSecure = json.MemberOf("secure", JsonValueKind.True) is not null,
            IssuedAt = json.MemberOf("issued", JsonValueKind.Number) is { } issued && issued.TryGetInt64(out long milliseconds) && IsTime(milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : default,
        };
        return new(session, AuthValues.Told(json.MemberOf("auth", JsonValueKind.Object), options));
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadHeaders(JsonElement? headers)
    {
        if (headers is null)
        {
            yield break;
        }

        foreach (JsonProperty header in headers.Value.EnumerateObject())
        {
            // Node has an array where a field may not be joined
            foreach (JsonElement value in header.Value.ValueKind == JsonValueKind.Array ? [.. header.Value.EnumerateArray()] : (JsonElement[])[header.Value])
            {
                if (value.ValueKind == JsonValueKind.String)
                {
                    yield return new(header.Name, value.GetString()!);
                }
            }
        }
    }

    private static bool IsTime(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
