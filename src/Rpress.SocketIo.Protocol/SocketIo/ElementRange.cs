using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Where one element of a JSON array stands.</summary>
internal readonly record struct ElementRange(int Start, int Length)
{
    /// <summary>Finds the elements of an array, and with that checks the whole of it.</summary>
    /// <exception cref="JsonException">The text is malformed, too deep, or no array.</exception>
    public static ElementRange[] Find(ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The payload is no array.");
        }

        Span<ElementRange> few = stackalloc ElementRange[8];
        List<ElementRange>? many = null;
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            var range = new ElementRange(start, (int)reader.BytesConsumed - start);
            if (count < few.Length)
            {
                few[count] = range;
            }
            else
            {
                many ??= [.. few];
                many.Add(range);
            }

            count++;
        }

        // reads to the end: what stands behind the array is an error
        reader.Read();
        return many is null ? few[..count].ToArray() : [.. CollectionsMarshal.AsSpan(many)];
    }
}
