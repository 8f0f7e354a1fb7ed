using System.Collections;
using System.Runtime.InteropServices;

namespace Rpress;

/// <summary>The decoded query string; names are compared with regard to case.</summary>
/// <remarks>The list is bounded by the limit on the request line, and look-ups compare, so no choice of names makes it slow.</remarks>
public sealed class RequestQuery : IEnumerable<KeyValuePair<string, string>>
{
    private static readonly RequestQuery _empty = new([]);

    private readonly List<KeyValuePair<string, string>> _pairs;

    private RequestQuery(List<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    /// <summary>How many pairs the query holds, repeated names counted each time.</summary>
    public int Count => _pairs.Count;

    /// <summary>The first value of a name, or null.</summary>
    public string? this[string name] => NamedValues.First(CollectionsMarshal.AsSpan(_pairs), name);

    /// <summary>Every value of a name, in order.</summary>
    public IReadOnlyList<string> GetAll(string name) => NamedValues.All(CollectionsMarshal.AsSpan(_pairs), name);

    /// <summary>Whether the name is there, with or without a value.</summary>
    public bool Contains(string name) => this[name] is not null;

    /// <summary>The parameter as a typed value.</summary>
    /// <exception cref="RpressException">400, naming the parameter: it is absent or not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name)
        where T : IParsable<T> => TypedValue.Parse<T>(this[name], "query", name);

    /// <summary>The parameter as a typed value, or <paramref name="fallback"/> when it is absent.</summary>
    /// <exception cref="RpressException">400, naming the parameter: it is not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name, T fallback)
        where T : IParsable<T> => this[name] is { } text ? TypedValue.Parse<T>(text, "query", name) : fallback;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reads the raw query, with or without its question mark.</summary>
    internal static RequestQuery Parse(ReadOnlySpan<char> raw)
    {
        raw = raw is ['?', ..] ? raw[1..] : raw;
        return raw.IsEmpty ? _empty : new(FormDecoding.ParsePairs(raw));
    }
}
