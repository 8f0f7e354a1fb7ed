using System.Collections;
using System.Runtime.InteropServices;

namespace Rpress;

/// <summary>The cookies of a request, as received: values are neither decoded nor altered but for one pair of quotes around them.</summary>
public sealed class RequestCookies : IEnumerable<KeyValuePair<string, string>>
{
    private static readonly RequestCookies _empty = new([]);

    private readonly List<KeyValuePair<string, string>> _cookies;

    private RequestCookies(List<KeyValuePair<string, string>> cookies) => _cookies = cookies;

    /// <summary>How many cookies the request carries.</summary>
    public int Count => _cookies.Count;

    /// <summary>The value of a cookie, or null. Of several with one name the first counts: clients send the most specific path first (RFC 6265 §5.4).</summary>
    public string? this[string name] => NamedValues.First(CollectionsMarshal.AsSpan(_cookies), name);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _cookies.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static RequestCookies Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return _empty;
        }

        var cookies = new List<KeyValuePair<string, string>>();
        ReadOnlySpan<char> text = header;
        foreach (Range range in text.Split(';'))
        {
            ReadOnlySpan<char> pair = text[range].Trim(" \t");
            int equals = pair.IndexOf('=');
            if (equals > 0)
            {
                ReadOnlySpan<char> value = pair[(equals + 1)..].Trim(" \t");
                value = value is ['"', .., '"'] ? value[1..^1] : value;
                cookies.Add(new(pair[..equals].Trim(" \t").ToString(), value.ToString()));
            }
        }

        return new(cookies);
    }
}
