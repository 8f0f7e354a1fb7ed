using System.Collections;

namespace Rpress;

/// <summary>The header fields that a payload sets, in order; names are compared without regard to case.</summary>
public readonly struct ResponseHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private readonly KeyValuePair<string, string>[] _fields;

    internal ResponseHeaders(KeyValuePair<string, string>[] fields) => _fields = fields;

    /// <summary>How many fields are set.</summary>
    public int Count => _fields.Length;

    internal ReadOnlySpan<KeyValuePair<string, string>> Span => _fields;

    /// <summary>The first value of a field, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach ((string key, string value) in _fields)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>Every value of a field, in order.</summary>
    public IReadOnlyList<string> GetAll(string name) =>
        [.. _fields.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
