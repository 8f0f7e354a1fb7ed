namespace Rpress;

/// <summary>Look-ups in short lists of names and values, where a name may stand several times.</summary>
/// <remarks>They compare one by one: the lists are bounded by the limits on line, headers and forms, and no choice of names makes a comparison slow.</remarks>
internal static class NamedValues
{
    public static string? First(ReadOnlySpan<KeyValuePair<string, string>> pairs, string name, StringComparison comparison = StringComparison.Ordinal)
    {
        foreach ((string key, string value) in pairs)
        {
            if (key.Equals(name, comparison))
            {
                return value;
            }
        }

        return null;
    }

    public static IReadOnlyList<string> All(ReadOnlySpan<KeyValuePair<string, string>> pairs, string name, StringComparison comparison = StringComparison.Ordinal)
    {
        var values = new List<string>();
        foreach ((string key, string value) in pairs)
        {
            if (key.Equals(name, comparison))
            {
                values.Add(value);
            }
        }

        return values;
    }
}
