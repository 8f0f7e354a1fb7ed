using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Makes JSON with attachments of msgpack values; each thread keeps one for its next message.</summary>
internal sealed class MsgPackToJson : IDisposable
{
    private const int LargestKept = 64 * 1024; // bytes

    [ThreadStatic]
    private static MsgPackToJson? _free;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _json;
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private DecoderLimits _limits = null!;
    private bool _isTextOnly;
    private bool _isOfServer;
    private bool _hasMarker; // what looks like a placeholder

    private MsgPackToJson() =>
        _json = new(_buffer, new() { Encoder = NodeJsonEncoder.Instance, SkipValidation = true, MaxDepth = int.MaxValue });

    /// <summary>The JSON; empty where the value is undefined.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ReadOnlyMemory<byte>[] Attachments => _attachments.Count == 0 ? [] : [.. _attachments];

    /// <summary>Takes one until it is disposed.</summary>
    /// <param name="limits">For the value: how deep it is, and how many attachments it has.</param>
    /// <param name="isTextOnly">Whether binary becomes Base64 text rather than attachments.</param>
    /// <param name="isOfServer">Whether another server sends it on: what looks like a placeholder is then taken as it is, as in a packet that is text, unless there is binary too.</param>
    public static MsgPackToJson Rent(DecoderLimits limits, bool isTextOnly = false, bool isOfServer = false)
    {
        MsgPackToJson taken = _free ?? new();
        _free = null;
        taken._limits = limits;
        taken._isTextOnly = isTextOnly;
        taken._isOfServer = isOfServer;
        return taken;
    }

    /// <summary>Reads one value, or nothing.</summary>
    /// <exception cref="PacketFormatException">It is malformed, above a limit, or cannot be said in JSON.</exception>
    public void Read(ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            var reader = new MsgPackReader(value);
            Read(ref reader);
        }
    }

    /// <summary>Reads one value.</summary>
    /// <exception cref="PacketFormatException">It is malformed, above a limit, or cannot be said in JSON.</exception>
    public void Read(ref MsgPackReader reader)
    {
        ReadValue(ref reader, 1);
        _json.Flush();

        // CVE-2022-2421: only what we write here ourselves stands for an attachment
        if (_hasMarker && (!_isOfServer || _attachments.Count > 0))
        {
            throw new PacketFormatException(PacketFormatError.IllegalAttachments, "A placeholder stands where binary values stand themselves.");
        }
    }

    public void Dispose()
    {
        bool isLarge = _buffer.Capacity > LargestKept;
        _buffer.ResetWrittenCount();
        _json.Reset();
        _attachments.Clear();
        _hasMarker = false;
        _limits = null!;
        _free = isLarge ? null : this;
    }

    private void ReadValue(ref MsgPackReader reader, int depth)
    {
        MsgPackToken token = reader.Read();
        switch (token.Kind)
        {
            case MsgPackKind.Boolean:
                _json.WriteBooleanValue(token.Unsigned != 0);
                break;
            case MsgPackKind.Unsigned:
                _json.WriteNumberValue(token.Unsigned);
                break;
            case MsgPackKind.Negative:
                _json.WriteNumberValue(token.Signed);
                break;
            case MsgPackKind.Float when double.IsFinite(token.Float):
                WriteFloat(token.Float);
                break;
            case MsgPackKind.Text:
                _json.WriteStringValue(MsgPackReader.CheckText(token.Bytes));
                break;
            case MsgPackKind.Binary:
                WriteBinary(token.Bytes);
                break;
            case MsgPackKind.Date when JavaScriptDate.Format(token.Signed) is { } date:
                _json.WriteStringValue(date);
                break;
            case MsgPackKind.Array or MsgPackKind.Map:
                ReadContainer(ref reader, token, depth);
                break;
            default:
                _json.WriteNullValue(); // as JSON.stringify does for undefined, NaN, and dates that there are not
                break;
        }
    }

    private void ReadContainer(ref MsgPackReader reader, in MsgPackToken token, int depth)
    {
        if (depth > _limits.MaxJsonDepth)
        {
            throw MsgPackReader.Malformed($"It is nested deeper than {_limits.MaxJsonDepth}.");
        }

        if (token.Kind == MsgPackKind.Array)
        {
            _json.WriteStartArray();
            for (int i = 0; i < token.Count; i++)
            {
                ReadValue(ref reader, depth + 1);
            }

            _json.WriteEndArray();
            return;
        }

        _json.WriteStartObject();
        for (int i = 0; i < token.Count; i += 2)
        {
            ReadKey(ref reader);
            ReadValue(ref reader, depth + 1);
        }

        _json.WriteEndObject();
    }

    // keys that are no text become what JavaScript makes of them
    private void ReadKey(ref MsgPackReader reader)
    {
        MsgPackToken token = reader.Read();
        switch (token.Kind)
        {
            case MsgPackKind.Text:
                _hasMarker |= token.Bytes.SequenceEqual(Placeholders.Marker) && reader.IsTrueNext;
                _json.WritePropertyName(MsgPackReader.CheckText(token.Bytes));
                break;
            case MsgPackKind.Unsigned:
                _json.WritePropertyName(token.Unsigned.ToString(CultureInfo.InvariantCulture));
                break;
            case MsgPackKind.Negative:
                _json.WritePropertyName(token.Signed.ToString(CultureInfo.InvariantCulture));
                break;
            case MsgPackKind.Float:
                _json.WritePropertyName(JavaScriptNumber.ToText(token.Float));
                break;
            case MsgPackKind.Boolean:
                _json.WritePropertyName(token.Unsigned != 0 ? "true"u8 : "false"u8);
                break;
            case MsgPackKind.Nil:
                _json.WritePropertyName("null"u8);
                break;
            case MsgPackKind.Undefined:
                _json.WritePropertyName("undefined"u8);
                break;
            default:
                throw MsgPackReader.Malformed($"A key is no text but {token.Kind}.");
        }
    }

    private void WriteFloat(double value)
    {
        Span<byte> text = stackalloc byte[JavaScriptNumber.LongestText];
        _json.WriteRawValue(text[..JavaScriptNumber.Format(value, text)], skipInputValidation: true);
    }

    private void WriteBinary(ReadOnlySpan<byte> value)
    {
        if (_isTextOnly)
        {
            _json.WriteBase64StringValue(value);
            return;
        }

        if (_attachments.Count == _limits.MaxAttachments)
        {
            throw new PacketFormatException(PacketFormatError.TooManyAttachments, $"The packet has more than {_limits.MaxAttachments} attachments.");
        }

        Placeholders.Write(_json, _attachments.Count);
        _attachments.Add(value.ToArray());
    }
}
