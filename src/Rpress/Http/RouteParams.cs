using System.Collections;

namespace Rpress;

/// <summary>The decoded path segments that the route's parameters caught.</summary>
public readonly struct RouteParams : IEnumerable<KeyValuePair<string, string>>
{
    private readonly string[] _names;
    private readonly string?[] _values;

    internal RouteParams(string[] names, string?[] values)
    {
        _names = names;
        _values = values;
    }

    /// <summary>The value of a parameter; null when the pattern has no such parameter or an optional one is absent.</summary>
    public string? this[string name]
    {
        get
        {
            int index = Array.IndexOf(_names ?? [], name);
            return index < 0 ? null : _values[index];
        }
    }

    /// <summary>The parameter as a typed value.</summary>
    /// <exception cref="RpressException">400, naming the parameter: it is absent or not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name)
        where T : IParsable<T> => TypedValue.Parse<T>(this[name], "path", name);

    /// <summary>The parameter as a typed value, or <paramref name="fallback"/> when it is absent.</summary>
    /// <exception cref="RpressException">400, naming the parameter: it is not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name, T fallback)
        where T : IParsable<T> => this[name] is { } text ? TypedValue.Parse<T>(text, "path", name) : fallback;

    /// <summary>The parameters that have a value.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < (_names?.Length ?? 0); i++)
        {
            if (_values[i] is { } value)
            {
                yield return new(_names![i], value);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
