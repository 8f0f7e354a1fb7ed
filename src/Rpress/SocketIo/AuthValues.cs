using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Named values: what a client sent to be let in, or what it was let in with.</summary>
/// <remarks>Immutable.</remarks>
public sealed class AuthValues
{
    private const int DeepestJson = 1001; // the decoder has held it to SocketIoConfig.MaxJsonDepth already
    private static readonly JsonElement _nothing = JsonElement.Parse("{}"u8);

    private readonly JsonElement _values;
    private readonly JsonSerializerOptions _json;
    private readonly object? _source;

    private AuthValues(JsonElement values, JsonSerializerOptions json, object? source)
    {
        _values = values;
        _json = json;
        _source = source;
    }

    /// <summary>A value by its name, found without regard to case; the type's default if there is none, or it is null.</summary>
    /// <exception cref="RpressException">The value is not a <typeparamref name="T"/>; thrown in <c>UseAuth</c>, it refuses the client with a message that names the field.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows the type.</exception>
    public T? Get<T>(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!TryFind(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        try
        {
            return value.Deserialize((JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T)));
        }
        catch (JsonException error)
        {
            throw new RpressException(400, $"The value '{name}' of auth is not of the right type.", error);
        }
    }

    /// <summary>All values as one: the object itself that <see cref="AuthResult.Accept"/> was given if it is a <typeparamref name="T"/>, else read from JSON.</summary>
    /// <exception cref="RpressException">The values are not a <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows the type.</exception>
    public T? As<T>()
    {
        if (_source is T same)
        {
            return same;
        }

        try
        {
            return _values.Deserialize((JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T)));
        }
        catch (JsonException error)
        {
            throw new RpressException(400, "The values of auth are not of the right type.", error);
        }
    }

    /// <summary>The values as JSON.</summary>
    public override string ToString() => _values.GetRawText();

    /// <summary>What a client sent with its packet; where that is empty, it is <see cref="RpressIo.NoAuth"/>.</summary>
    internal static AuthValues Received(SocketIoPacket connect, JsonSerializerOptions json) =>
        new(JsonElement.Parse(connect.Data.Span, new JsonDocumentOptions { MaxDepth = DeepestJson }), json, null);

    /// <summary>What another server says that a client sent; nothing is an empty object.</summary>
    internal static AuthValues Told(JsonElement? values, JsonSerializerOptions json) => new(values?.Clone() ?? _nothing, json, null);

    /// <summary>What a client was let in with.</summary>
    /// <exception cref="NotSupportedException">No JSON context knows the type.</exception>
    internal static AuthValues Claims(object? claims, JsonSerializerOptions json) => claims is null
        ? new(_nothing, json, null)
        : new(JsonSerializer.SerializeToElement(claims, json.GetTypeInfo(claims.GetType())), json, claims);

    /// <summary>A value that is text, by its exact name; null if there is none.</summary>
    internal string? TextOf(string name) => _values.TextOf(name);

    private bool TryFind(string name, out JsonElement value)
    {
        value = default;
        if (_values.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (_values.TryGetProperty(name, out value))
        {
            return true;
        }

        foreach (JsonProperty member in _values.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = member.Value;
                return true;
            }
        }

        return false;
    }
}
