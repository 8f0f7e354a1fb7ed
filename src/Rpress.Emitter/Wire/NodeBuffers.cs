using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Binary values in messages that are JSON: Node's <c>JSON.stringify</c> writes a Buffer as <c>{"type":"Buffer","data":[1,2]}</c>.</summary>
internal static class NodeBuffers
{
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Writes a value of a packet.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">The value, well-formed.</param>
    /// <param name="attachments">What its placeholders stand for.</param>
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> value, ReadOnlyMemory<byte>[] attachments)
    {
        if (value.IsEmpty)
        {
            json.WriteNullValue();
            return;
        }

        ReadOnlySpan<byte> text = attachments.Length > 0 && Placeholders.Find(value.Span) is { } placeholders
            ? PlaceholderCopy.Write(value.Span, placeholders, attachments, WriteBuffer).WrittenSpan
            : value.Span;
        json.WriteRawValue(text, skipInputValidation: true);
    }

    /// <summary>Reads a value: Buffers become attachments.</summary>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> value, out ReadOnlyMemory<byte>[] attachments)
    {
        attachments = [];
        if (value.Span.IndexOf("\"Buffer\""u8) < 0)
        {
            return value;
        }

        var found = new List<ReadOnlyMemory<byte>>();
        var copy = new ArrayBufferWriter<byte>(value.Length);
        var reader = new Utf8JsonReader(value.Span, _anyDepth);
        int copied = 0;
        while (reader.Read())
        {
            Utf8JsonReader ahead = reader;
            if (reader.TokenType == JsonTokenType.StartObject && TryReadBuffer(ref ahead, out byte[] buffer))
            {
                copy.Write(value.Span[copied..(int)reader.TokenStartIndex]);
                WritePlaceholder(copy, found.Count);
                found.Add(buffer);
                reader = ahead;
                copied = (int)reader.BytesConsumed;
            }
        }

        copy.Write(value.Span[copied..]);
        attachments = [.. found];
        return copy.WrittenMemory;
    }

    private static void WriteBuffer(IBufferWriter<byte> writer, ReadOnlyMemory<byte> attachment)
    {
        using var json = new Utf8JsonWriter(writer);
        json.WriteStartObject();
        json.WriteString("type"u8, "Buffer"u8);
        json.WriteStartArray("data"u8);
        foreach (byte value in attachment.Span)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlaceholder(ArrayBufferWriter<byte> writer, int number)
    {
        using var json = new Utf8JsonWriter(writer);
        Placeholders.Write(json, number);
    }

    // the two members in this order and no others, as Node writes them
    private static bool TryReadBuffer(ref Utf8JsonReader reader, out byte[] buffer)
    {
        buffer = [];
        if (!IsNext(ref reader, JsonTokenType.PropertyName, "type"u8)
            || !IsNext(ref reader, JsonTokenType.String, "Buffer"u8)
            || !IsNext(ref reader, JsonTokenType.PropertyName, "data"u8)
            || !reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var bytes = new ArrayBufferWriter<byte>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            if (!byte.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out byte value))
            {
                return false;
            }

            bytes.GetSpan(1)[0] = value;
            bytes.Advance(1);
        }

        buffer = bytes.WrittenSpan.ToArray();
        return reader.TokenType == JsonTokenType.EndArray && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }

    private static bool IsNext(ref Utf8JsonReader reader, JsonTokenType type, ReadOnlySpan<byte> text) =>
        reader.Read() && reader.TokenType == type && !reader.ValueIsEscaped && reader.ValueTextEquals(text);
}
