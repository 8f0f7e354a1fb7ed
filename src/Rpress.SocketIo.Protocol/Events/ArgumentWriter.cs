using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol;

/// <summary>Writes arguments as one JSON array and puts their binary values aside; each thread keeps one for its next packet.</summary>
internal sealed class ArgumentWriter : IDisposable
{
    private const int LargestKept = 64 * 1024; // bytes

    [ThreadStatic]
    private static ArgumentWriter? _free;

    [ThreadStatic]
    private static ArgumentWriter? _current;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private Utf8JsonWriter? _json;
    private JavaScriptEncoder? _encoder;
    private JsonSerializerOptions _options = null!;
    private ArgumentWriter? _outer;
    private bool _isTextOnly;

    private ArgumentWriter()
    {
    }

    /// <summary>The one that takes binary values on this thread, for their converters; null where there is none.</summary>
    public static ArgumentWriter? Current => _current is { _isTextOnly: false } writer ? writer : null;

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ReadOnlyMemory<byte>[] Attachments => _attachments.Count == 0 ? [] : [.. _attachments];

    /// <summary>Takes a writer until it is disposed. A converter of the user's may take another in between.</summary>
    public static ArgumentWriter Rent(JsonSerializerOptions options)
    {
        ArgumentWriter writer = _free ?? new();
        _free = null;
        writer._outer = _current;
        _current = writer;
        writer._options = options;
        if (writer._json is null || !ReferenceEquals(writer._encoder, options.Encoder))
        {
            writer._encoder = options.Encoder;
            writer._json = new(writer._buffer, new() { Encoder = options.Encoder, SkipValidation = true });
        }

        return writer;
    }

    /// <summary>Writes the array of an event's name, where there is one, and the arguments.</summary>
    public void WriteArray(string? name, IReadOnlyList<object?> arguments)
    {
        Utf8JsonWriter json = _json!;
        json.WriteStartArray();
        if (name is not null)
        {
            json.WriteStringValue(name);
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            WriteValue(json, arguments[i]);
        }

        json.WriteEndArray();
        json.Flush();
    }

    /// <summary>Writes the object that refuses a connection to a namespace; binary in it becomes Base64, as such a packet has no attachments.</summary>
    public void WriteError(string message, object data)
    {
        _isTextOnly = true;
        Utf8JsonWriter json = _json!;
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        json.WritePropertyName("data"u8);
        WriteValue(json, data);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Puts a binary value aside and writes its placeholder.</summary>
    public void WriteBinary(Utf8JsonWriter json, ReadOnlyMemory<byte> value)
    {
        Placeholders.Write(json, _attachments.Count);
        _attachments.Add(value);
    }

    public void Dispose()
    {
        _current = _outer;
        _outer = null;
        _options = null!;
        _isTextOnly = false;
        _attachments.Clear();
        bool isLarge = _buffer.Capacity > LargestKept;
        _buffer.ResetWrittenCount();
        _json!.Reset();
        _free = isLarge ? null : this;
    }

    private void WriteValue(Utf8JsonWriter json, object? value, JsonTypeInfo? declared = null)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case byte[] bytes when !_isTextOnly:
                WriteBinary(json, bytes);
                break;
            case EventArgument argument:
                argument.WriteTo(json);
                break;
            case JsonNode node:
                node.WriteTo(json, _options);
                break;
            case ReturnedValue returned:
                WriteValue(json, returned.Value, returned.Type);
                break;
            case double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity:
                json.WriteNullValue(); // as JSON.stringify does
                break;
            default:
                WriteObject(json, value, declared);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter json, object value, JsonTypeInfo? declared)
    {
        try
        {
            JsonSerializer.Serialize(json, value, TypeOf(value, declared));
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"A value of {value.GetType()} cannot be written as JSON: {error.Message}", error);
        }
    }

    // its own type says most; the declared one is asked where it has a discriminator to write, or is the only one that a context knows
    private JsonTypeInfo TypeOf(object value, JsonTypeInfo? declared) =>
        declared?.PolymorphismOptions is not null ? declared
        : _options.TryGetTypeInfo(value.GetType(), out JsonTypeInfo? own) ? own
        : declared ?? _options.GetTypeInfo(value.GetType());
}
