using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>What an application keeps with a socket, by name.</summary>
/// <remarks>Thread-safe. Other servers see it in <see cref="RemoteSocket.Data"/>, as JSON.</remarks>
public sealed class SocketData : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly JsonSerializerOptions _json;
    private ConcurrentDictionary<string, object?>? _values; // made when something is kept: most sockets keep nothing

    internal SocketData(JsonSerializerOptions json) => _json = json;

    /// <summary>How many values there are.</summary>
    public int Count => Volatile.Read(ref _values)?.Count ?? 0;

    /// <summary>A value; null if there is none.</summary>
    public object? this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Volatile.Read(ref _values)?.GetValueOrDefault(name);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(name);
            Values[name] = value;
        }
    }

    private ConcurrentDictionary<string, object?> Values =>
        Volatile.Read(ref _values) ?? Interlocked.CompareExchange(ref _values, new(StringComparer.Ordinal), null) ?? _values;

    /// <summary>A value; the type's default if there is none. One that came from another server is read from JSON.</summary>
    /// <exception cref="InvalidCastException">The value is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException">The value came as JSON, and no JSON context knows the type.</exception>
    public T? Get<T>(string name)
    {
        object? value = this[name];
        if (value is not JsonElement json || value is T)
        {
            return value is null ? default : (T)value;
        }

        try
        {
            return json.Deserialize((JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T)));
        }
        catch (JsonException error)
        {
            throw new InvalidCastException($"The value '{name}' is no {typeof(T).Name}: {error.Message}", error);
        }
    }

    /// <summary>Takes a value out; false if there is none.</summary>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Volatile.Read(ref _values)?.TryRemove(name, out _) ?? false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => (Volatile.Read(ref _values) ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What another server says that is kept with a socket of its own.</summary>
    internal static SocketData Read(JsonElement? values, JsonSerializerOptions json)
    {
        var data = new SocketData(json);
        if (values is { } given)
        {
            foreach (JsonProperty member in given.Clone().EnumerateObject())
            {
                data[member.Name] = member.Value;
            }
        }

        return data;
    }

    /// <summary>Writes all values as one object, but those that JSON cannot say.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach ((string name, object? value) in this)
        {
            if (TryWrite(value) is { } text)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(text, skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    // the application may keep anything here: a connection, a timer, what has a getter that throws
    private byte[]? TryWrite(object? value)
    {
        try
        {
            return value is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(value, _json.GetTypeInfo(value.GetType()));
        }
        catch (Exception)
        {
            return null;
        }
    }
}
