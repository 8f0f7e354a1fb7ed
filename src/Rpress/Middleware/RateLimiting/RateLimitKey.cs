namespace Rpress;

/// <summary>What a counter is found by.</summary>
internal readonly struct RateLimitKey(RateLimitWindow window, string text)
{
    public RateLimitWindow Window { get; } = window;

    public string Text { get; } = text;

    public int Hash { get; } = HashCode.Combine(window, text);
}
