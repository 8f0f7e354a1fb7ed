namespace Rpress;

/// <content>The variant in a content coding.</content>
public sealed partial class ResponsePayload
{
    /// <summary>A copy whose content is in a content coding, with the fields that this changes.</summary>
    internal ResponsePayload WithEncoding(ContentCoding coding, ResponseContent encoded)
    {
        var fields = new KeyValuePair<string, string>[_headers.Length + 1];
        int count = 0;
        foreach (KeyValuePair<string, string> field in _headers)
        {
            // RFC 9110 §14.3: the ranges that the field promises are of other bytes than these.
            if (!field.Key.Equals("Accept-Ranges", StringComparison.OrdinalIgnoreCase))
            {
                fields[count++] = field.Key.Equals("ETag", StringComparison.OrdinalIgnoreCase) ? new(field.Key, Weak(field.Value)) : field;
            }
        }

        fields[count++] = new("Content-Encoding", ContentCodings.NameOf(coding));
        ResponsePayload copy = WithFields(count == fields.Length ? fields : fields[..count]);
        copy.Content = encoded;
        return copy;
    }

    // RFC 9110 §8.8.1: a strong validator stands for one sequence of bytes, and the variants differ in theirs.
    private static string Weak(string tag) => tag is ['"', ..] ? "W/" + tag : tag;
}
