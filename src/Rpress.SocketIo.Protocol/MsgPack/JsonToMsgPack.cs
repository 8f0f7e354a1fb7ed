using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Writes JSON values and their attachments as msgpack; each thread keeps one for its next message.</summary>
/// <remarks>Both versions of notepack read it: what they write differently (dates, undefined, ArrayBuffer), JSON does not have.</remarks>
internal sealed class JsonToMsgPack : IDisposable
{
    private const int LargestKept = 64 * 1024; // bytes
    private const int FewBytes = 256;

    // the text went through a decoder, which has a limit of its own
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    [ThreadStatic]
    private static JsonToMsgPack? _free;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly List<int> _counts = []; // of all arrays and objects, in the order in which they begin
    private readonly Stack<int> _open = []; // the indexes of those that have not ended

    private JsonToMsgPack() => Writer = new(_buffer);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>For what stands around the values.</summary>
    public MsgPackWriter Writer { get; }

    /// <summary>Takes one until it is disposed.</summary>
    public static JsonToMsgPack Rent()
    {
        JsonToMsgPack taken = _free ?? new();
        _free = null;
        return taken;
    }

    /// <summary>Writes one value.</summary>
    /// <param name="json">The value, well-formed.</param>
    /// <param name="attachments">What its placeholders stand for.</param>
    public void WriteValue(ReadOnlySpan<byte> json, ReadOnlyMemory<byte>[] attachments)
    {
        List<Placeholder>? placeholders = attachments.Length == 0 ? null : Placeholders.Find(json);
        placeholders?.RemoveAll(placeholder => (uint)placeholder.Number >= (uint)attachments.Length);
        Count(json, placeholders);

        var reader = new Utf8JsonReader(json, _anyDepth);
        int container = 0, binary = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when IsAt(placeholders, binary, reader):
                    Writer.WriteBinary(attachments[placeholders![binary++].Number].Span);
                    reader.Skip();
                    break;
                case JsonTokenType.StartObject:
                    Writer.BeginMap(_counts[container++]);
                    break;
                case JsonTokenType.StartArray:
                    Writer.BeginArray(_counts[container++]);
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    WriteText(reader);
                    break;
                case JsonTokenType.Number:
                    WriteNumber(reader.ValueSpan);
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    Writer.WriteBoolean(reader.TokenType == JsonTokenType.True);
                    break;
                case JsonTokenType.Null:
                    Writer.WriteNil();
                    break;
            }
        }
    }

    public void Dispose()
    {
        bool isLarge = _buffer.Capacity > LargestKept || _counts.Capacity > LargestKept;
        _buffer.ResetWrittenCount();
        _free = isLarge ? null : this;
    }

    // msgpack says how many elements follow before they do
    private void Count(ReadOnlySpan<byte> json, List<Placeholder>? placeholders)
    {
        _counts.Clear();
        _open.Clear();
        var reader = new Utf8JsonReader(json, _anyDepth);
        int current = -1, binary = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    current = _open.Pop();
                    continue;
                case JsonTokenType.PropertyName:
                    reader.Read(); // a member is counted once, by its value
                    break;
            }

            if (current >= 0)
            {
                _counts[current]++;
            }

            if (reader.TokenType == JsonTokenType.StartObject && IsAt(placeholders, binary, reader))
            {
                binary++;
                reader.Skip();
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                _open.Push(current);
                current = _counts.Count;
                _counts.Add(0);
            }
        }
    }

    private static bool IsAt(List<Placeholder>? placeholders, int index, in Utf8JsonReader reader) =>
        placeholders is not null && index < placeholders.Count && placeholders[index].Start == reader.TokenStartIndex;

    private void WriteText(in Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            Writer.WriteText(text);
            return;
        }

        byte[]? rented = text.Length <= FewBytes ? null : ArrayPool<byte>.Shared.Rent(text.Length);
        Span<byte> plain = rented ?? stackalloc byte[FewBytes];
        Writer.WriteText(plain[..JsonString.Unescape(text, plain)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // integers keep all digits that 64 bits have; other numbers are what JavaScript makes of them
    private void WriteNumber(ReadOnlySpan<byte> text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned))
        {
            Writer.WriteUnsigned(unsigned);
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed))
        {
            Writer.WriteSigned(signed);
        }
        else
        {
            Writer.WriteNumber(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
    }
}
