using System.Text;

namespace Rpress.TestKit;

/// <summary>As much of RFC 7541 as a peer without dynamic table and Huffman code needs.</summary>
internal static class Hpack
{
    /// <summary>Encodes every field as a literal without indexing, so that hostile names and values arrive as they are.</summary>
    public static byte[] Encode(IEnumerable<(string Name, string Value)> fields)
    {
        using var block = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            block.WriteByte(0);
            WriteString(block, name);
            WriteString(block, value);
        }

        return block.ToArray();
    }

    public static List<KeyValuePair<string, string>> Decode(ReadOnlySpan<byte> block)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0x80) != 0)
            {
                fields.Add(HpackStaticTable.Get(ReadInteger(ref block, 7)));
            }
            else if ((first & 0xe0) == 0x20)
            {
                ReadInteger(ref block, 5);
            }
            else
            {
                // RFC 7541 §6.2: with a table of size 0 incremental indexing (01xxxxxx) stores nothing
                var index = ReadInteger(ref block, (first & 0x40) != 0 ? 6 : 4);
                var name = index == 0 ? ReadString(ref block) : HpackStaticTable.Get(index).Key;
                fields.Add(new(name, ReadString(ref block)));
            }
        }

        return fields;
    }

    private static void WriteString(MemoryStream block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        WriteInteger(block, bytes.Length, 7);
        block.Write(bytes);
    }

    private static void WriteInteger(MemoryStream block, int value, int prefixBits)
    {
        var limit = (1 << prefixBits) - 1;
        if (value < limit)
        {
            block.WriteByte((byte)value);
            return;
        }

        block.WriteByte((byte)limit);
        for (value -= limit; value >= 0x80; value >>= 7)
        {
            block.WriteByte((byte)(value | 0x80));
        }

        block.WriteByte((byte)value);
    }

    private static int ReadInteger(ref ReadOnlySpan<byte> block, int prefixBits)
    {
        var limit = (1 << prefixBits) - 1;
        var value = Take(ref block) & limit;
        if (value < limit)
        {
            return value;
        }

        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref block);
            value = checked(value + ((next & 0x7f) << shift));
            if ((next & 0x80) == 0)
            {
                return value;
            }
        }
    }

    private static string ReadString(ref ReadOnlySpan<byte> block)
    {
        if (!block.IsEmpty && (block[0] & 0x80) != 0)
        {
            throw new NotSupportedException("The peer sent a Huffman string; Kestrel never does.");
        }

        var length = ReadInteger(ref block, 7);
        var text = Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static byte Take(ref ReadOnlySpan<byte> block)
    {
        var first = block[0];
        block = block[1..];
        return first;
    }
}
