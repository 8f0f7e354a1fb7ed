using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>One argument as it was received: JSON, or binary, or JSON with binary in it. Sent on as an argument, it arrives as it came, its numbers digit by digit.</summary>
/// <remarks>The default value is an argument that was not sent, JavaScript's <c>undefined</c>.</remarks>
public readonly struct EventArgument
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly ReadOnlyMemory<byte>[] _attachments;
    private readonly JsonSerializerOptions _options;

    internal EventArgument(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments, JsonSerializerOptions options)
    {
        _json = json;
        _attachments = attachments;
        _options = options;
    }

    /// <summary>Whether it was sent at all.</summary>
    public bool IsDefined => !_json.IsEmpty;

    /// <summary>The kind of JSON value; <see cref="JsonValueKind.Undefined"/> if it was not sent. Binary is an object.</summary>
    public JsonValueKind ValueKind => _json.IsEmpty ? JsonValueKind.Undefined : _json.Span[0] switch
    {
        (byte)'"' => JsonValueKind.String,
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>Whether it is binary as a whole.</summary>
    public bool IsBinary =>
        _attachments is { Length: > 0 } && Placeholders.NumberOf(_json.Span) is { } number && (uint)number < (uint)_attachments.Length;

    /// <summary>The argument as a value; the type's default when it is null or was not sent. A <see cref="JsonElement"/> says which.</summary>
    /// <remarks><c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c> take binary, at any depth; in a <see cref="JsonElement"/> binary is Base64 text.</remarks>
    /// <exception cref="EventArgumentException">It is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows the type.</exception>
    public T? Get<T>() => !IsDefined || (ValueKind == JsonValueKind.Null && !CanBeNullItself<T>())
        ? default
        : Read((JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));

    /// <summary>The JSON text; binary values are placeholders in it.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_json.Span);

    /// <summary>The value; empty if it was not sent.</summary>
    internal ReadOnlyMemory<byte> Json => _json;

    /// <summary>What the value's placeholders stand for.</summary>
    internal ReadOnlyMemory<byte>[] Attachments => _attachments ?? [];

    internal static EventArgument Parse(JsonElement value, ReadOnlyMemory<byte>[] attachments, JsonSerializerOptions options) =>
        new(Encoding.UTF8.GetBytes(value.GetRawText()), attachments, options);

    internal T? Read<T>(JsonTypeInfo<T> typeInfo)
    {
        if (typeof(T) == typeof(EventArgument))
        {
            return (T)(object)this;
        }

        ReadOnlyMemory<byte>[]? before = ReceivedBinary.Exchange(_attachments);
        try
        {
            return JsonSerializer.Deserialize(_json.Span, typeInfo);
        }
        catch (JsonException error)
        {
            throw new EventArgumentException($"The argument is no {typeof(T).Name}: {error.Message}", error);
        }
        finally
        {
            ReceivedBinary.Exchange(before);
        }
    }

    private static bool CanBeNullItself<T>() => typeof(T) == typeof(JsonElement) || typeof(T) == typeof(EventArgument);

    internal void WriteTo(Utf8JsonWriter json)
    {
        if (_json.IsEmpty)
        {
            json.WriteNullValue();
        }
        else if (_attachments.Length > 0 && Placeholders.Find(_json.Span) is { } placeholders)
        {
            // the attachments get the numbers of the packet that they go out with
            Action<IBufferWriter<byte>, ReadOnlyMemory<byte>> write = ArgumentWriter.Current is { } packet
                ? (writer, attachment) => PlaceholderCopy.WriteAgain(packet, writer, attachment)
                : PlaceholderCopy.WriteText;
            json.WriteRawValue(PlaceholderCopy.Write(_json.Span, placeholders, _attachments, write).WrittenSpan, skipInputValidation: true);
        }
        else
        {
            json.WriteRawValue(_json.Span, skipInputValidation: true);
        }
    }
}
