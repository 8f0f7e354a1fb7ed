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
    public string? this[string name] => NamedValues.First(_fields, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every value of a field, in order.</summary>
    public IReadOnlyList<string> GetAll(string name) =>
        NamedValues.All(_fields, name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
