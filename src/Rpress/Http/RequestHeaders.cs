using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>The header fields of a request; names are compared without regard to case.</summary>
/// <remarks>Valid until the request ends.</remarks>
public readonly struct RequestHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private readonly RequestPayload _request;

    internal RequestHeaders(RequestPayload request) => _request = request;

    /// <summary>How many different header names the request carries.</summary>
    public int Count => Fields.Count;

    /// <summary>The <c>Content-Type</c> field.</summary>
    public string? ContentType => Join("Content-Type", Fields.ContentType);

    /// <summary>The <c>Content-Length</c> field, in bytes.</summary>
    public long? ContentLength => Fields.ContentLength;

    private IHeaderDictionary Fields => _request.Exchange.RequestHeaders;

    /// <summary>The value of a field, or null; several fields of one name are joined by a comma (RFC 9110 §5.3), cookies by a semicolon.</summary>
    public string? this[string name] => Join(name, Fields[name]);

    /// <summary>Every value of a name, one an element, in the order received.</summary>
    public IReadOnlyList<string> GetAll(string name) => Fields[name].ToArray()!;

    /// <summary>Whether the request carries the field.</summary>
    public bool Contains(string name) => Fields.ContainsKey(name);

    /// <summary>Every field line: its name and value.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        // the core keeps the enumerator that it hands out for as long as the connection lives
        var fields = new KeyValuePair<string, StringValues>[Fields.Count];
        Fields.CopyTo(fields, 0);
        foreach ((string name, StringValues values) in fields)
        {
            foreach (string? value in values)
            {
                yield return new(name, value ?? "");
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // RFC 9113 §8.2.3: cookie crumbs are put together with "; " before anybody reads them.
    private static string? Join(string name, StringValues values) => values.Count switch
    {
        0 => null,
        1 => values[0],
        _ => string.Join(name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ", values.ToArray()),
    };
}
