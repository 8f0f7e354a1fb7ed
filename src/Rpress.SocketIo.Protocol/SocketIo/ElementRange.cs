using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Where one element of a JSON array stands.</summary>
internal readonly record struct ElementRange(int Start, int Length)
{
    private const int Few = 8;

    /// <summary>Finds the elements of an array, and with that checks the whole of it.</summary>
    /// <exception cref="JsonException">The text is malformed, too deep, or no array.</exception>
    public static ElementRange[] Find(ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        Span<ElementRange> few = stackalloc ElementRange[Few];
        int count = Fill(few, json, options);
        if (count <= Few)
        {
            return few[..count].ToArray();
        }

        // read again rather than into a list that grows: a hostile array has an element for every two bytes
        var many = new ElementRange[count];
        Fill(many, json, options);
        return many;
    }

    // the number of elements, however many there was room for
    private static int Fill(Span<ElementRange> target, ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The payload is no array.");
        }

        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (count < target.Length)
            {
                target[count] = new(start, (int)reader.BytesConsumed - start);
            }

            count++;
        }

        // reads to the end: what stands behind the array is an error
        reader.Read();
        return count;
    }
}
