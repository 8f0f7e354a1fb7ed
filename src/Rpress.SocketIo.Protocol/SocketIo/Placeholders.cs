using System.Globalization;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>The objects that stand for attachments: <c>{"_placeholder":true,"num":0}</c>.</summary>
internal static class Placeholders
{
    private const int NoNumber = -1;
    private const int FewAttachments = 64;
    private const int EscapeLength = 6; // \u005f

    // the text went through the decoder, which has a limit of its own
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    public static ReadOnlySpan<byte> Marker => "_placeholder"u8;

    public static ReadOnlySpan<byte> Number => "num"u8;

    /// <summary>Finds the placeholders of well-formed JSON, in the order of the text; null if there are none. What lies within one is part of it.</summary>
    public static List<Placeholder>? Find(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf(Marker) < 0 && !json.Contains((byte)'\\'))
        {
            return null;
        }

        List<Placeholder>? found = null;
        var reader = new Utf8JsonReader(json, _anyDepth);
        Stack<Candidate>? outer = null;
        Candidate current = default;
        int objects = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    if (objects++ > 0)
                    {
                        (outer ??= new()).Push(current);
                    }

                    current = new((int)reader.TokenStartIndex);
                    break;
                case JsonTokenType.PropertyName:
                    Utf8JsonReader ahead = reader;
                    current.ReadMember(ref ahead);
                    break;
                case JsonTokenType.EndObject:
                    if (current.IsMarked)
                    {
                        Add(found ??= new(1), new(current.Start, (int)reader.BytesConsumed - current.Start, current.Number));
                    }

                    if (--objects > 0)
                    {
                        current = outer!.Pop();
                    }

                    break;
            }
        }

        return found;
    }

    // socket.io-protocol v5, "Packet encoding": numbers count the attachments in their order, from zero
    /// <summary>Whether every placeholder in the text points to one of so many attachments, and no two to the same.</summary>
    public static bool AreValid(ReadOnlySpan<byte> json, int attachments)
    {
        if (Find(json) is not { } found)
        {
            return true;
        }

        // who writes a value twice sends it twice; read otherwise, a small packet would become any number of copies of a large attachment
        Span<bool> isTaken = attachments <= FewAttachments ? stackalloc bool[FewAttachments] : new bool[attachments];
        foreach (Placeholder placeholder in found)
        {
            if ((uint)placeholder.Number >= (uint)attachments || isTaken[placeholder.Number])
            {
                return false;
            }

            isTaken[placeholder.Number] = true;
        }

        return true;
    }

    /// <summary>The number of the attachment that a value stands for; null if it is an ordinary one.</summary>
    public static int? NumberOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, _anyDepth);
        reader.Read();
        return ReadNumber(ref reader);
    }

    /// <summary>Reads a whole value, and gives the number of the attachment that it stands for; null if it is an ordinary one.</summary>
    public static int? ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var candidate = new Candidate(0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            candidate.ReadMember(ref reader);
            reader.Skip();
        }

        return candidate is { IsMarked: true, Number: not NoNumber } ? candidate.Number : null;
    }

    public static void Write(Utf8JsonWriter writer, int number)
    {
        writer.WriteStartObject();
        writer.WriteBoolean(Marker, true);
        writer.WriteNumber(Number, number);
        writer.WriteEndObject();
    }

    private static void Add(List<Placeholder> found, Placeholder placeholder)
    {
        while (found.Count > 0 && found[^1].Start > placeholder.Start)
        {
            found.RemoveAt(found.Count - 1); // it lies within this one
        }

        found.Add(placeholder);
    }

    // the reader's own comparison throws where half of a surrogate pair is escaped
    private static bool IsName(in Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? IsEscapedForm(reader.ValueSpan, name) : reader.ValueTextEquals(name);

    private static bool IsEscapedForm(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        foreach (byte letter in name)
        {
            if (text.IsEmpty)
            {
                return false;
            }

            bool isEscape = text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u';
            int read = isEscape ? int.Parse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : text[0];
            if (read != letter)
            {
                return false;
            }

            text = text[(isEscape ? EscapeLength : 1)..];
        }

        return text.IsEmpty;
    }

    /// <summary>An object that may turn out to be a placeholder.</summary>
    private struct Candidate(int start)
    {
        public int Start { get; } = start;

        public bool IsMarked { get; private set; }

        public int Number { get; private set; } = NoNumber;

        /// <summary>Reads a member's name and the beginning of its value. Of members with one name the last one counts, as in JavaScript.</summary>
        public void ReadMember(ref Utf8JsonReader reader)
        {
            bool isMarker = IsName(reader, Marker);
            bool isNumber = !isMarker && IsName(reader, Placeholders.Number);
            reader.Read();
            if (isMarker)
            {
                IsMarked = reader.TokenType == JsonTokenType.True;
            }
            else if (isNumber)
            {
                Number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : NoNumber;
            }
        }
    }
}
