using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What is sent to join a namespace.</summary>
internal static class ConnectPayload
{
    /// <summary>Writes auth as JSON; nothing is empty.</summary>
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows its type.</exception>
    public static byte[] Write(object? auth, JsonSerializerOptions json)
    {
        if (auth is null)
        {
            return [];
        }

        byte[] written = JsonSerializer.SerializeToUtf8Bytes(auth, json.GetTypeInfo(auth.GetType()));
        return written is [(byte)'{', ..]
            ? written
            : throw new ArgumentException($"Auth is a {auth.GetType()}, which is no object in JSON: give one with named values, such as new {{ token = ... }}.");
    }

    // socket.io, "Connection state recovery": the private id and the offset go before what the application sends
    /// <summary>Puts what recovers a session before the rest.</summary>
    /// <param name="auth">A JSON object; empty without one.</param>
    /// <param name="pid">The private id; null where there is no session.</param>
    /// <param name="offset">The last event's place in the server's log, as JSON.</param>
    public static byte[] WithSession(byte[] auth, string? pid, string? offset)
    {
        if (pid is null)
        {
            return auth;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = NodeJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            json.WriteString("pid"u8, pid);
            if (offset is not null)
            {
                json.WritePropertyName("offset"u8);
                json.WriteRawValue(offset, skipInputValidation: true);
            }

            if (auth.Length > 0)
            {
                using var document = JsonDocument.Parse(auth);
                foreach (JsonProperty member in document.RootElement.EnumerateObject())
                {
                    member.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
