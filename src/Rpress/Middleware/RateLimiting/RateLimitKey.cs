namespace Rpress;

/// <summary>What a counter is found by among those of its limit.</summary>
internal readonly struct RateLimitKey(string text)
{
    public string Text { get; } = text;

    public int Hash { get; } = text.GetHashCode(StringComparison.Ordinal);
}
