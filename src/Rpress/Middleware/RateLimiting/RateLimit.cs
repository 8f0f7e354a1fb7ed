namespace Rpress;

/// <summary>How many requests of one client are let through in a sliding window.</summary>
/// <remarks>Read once, at start. A route group's own limit (<see cref="RpressRoutes.RateLimit"/>) holds beside the application's, which is counted first.</remarks>
public sealed class RateLimit
{
    /// <summary>Makes a limit whose members are set apart, as configuration does.</summary>
    public RateLimit()
    {
    }

    /// <summary>Makes a limit.</summary>
    /// <param name="limit">The most requests.</param>
    /// <param name="window">In how long a time.</param>
    public RateLimit(int limit, TimeSpan window)
    {
        Limit = limit;
        Window = window;
    }

    /// <summary>The most requests that any span as long as the window lets through.</summary>
    /// <value>Default 100; 1 or more.</value>
    public int Limit { get; set; } = 100;

    /// <summary>The length of the window. A request counts for that long, and at most a tenth longer.</summary>
    /// <value>Default one minute; 10 milliseconds to one day.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What the limit is called in the <c>RateLimit</c> header and towards an <see cref="IRateLimiter"/>; limits of one name share their counts.</summary>
    /// <value>Default null: <c>default</c> for the application's, <c>group-1</c>, <c>group-2</c>, … for those of route groups, in the order in which the groups were added. Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</value>
    public string? Name { get; set; }

    /// <summary>Whether a route group's limit takes the application's place instead of holding beside it: for groups that need a looser one.</summary>
    /// <value>Default false: both hold. A request is counted once where both have the same <see cref="Name"/>.</value>
    public bool ReplacesApplicationLimit { get; set; }

    internal Func<RequestPayload, string?>? Key { get; private set; }

    /// <summary>Counts by what the function returns (an API key, a user) instead of by the client's address; null counts by the address.</summary>
    /// <returns>This limit.</returns>
    public RateLimit By(Func<RequestPayload, string?> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        return this;
    }

    /// <summary>Whether requests under both limits can be counted together.</summary>
    internal bool CanShareCountsWith(RateLimit other) => Limit == other.Limit && Window == other.Window && Key is null == other.Key is null;

    /// <summary>Adds what is wrong to the errors; <paramref name="name"/> is what the limit is called there.</summary>
    internal void Validate(string name, bool isOfGroup, List<string> errors)
    {
        if (ReplacesApplicationLimit && !isOfGroup)
        {
            errors.Add($"{name}.ReplacesApplicationLimit is set; it is for the limits of route groups.");
        }

        if (Limit < 1)
        {
            errors.Add($"{name}.Limit is {Limit}; it has to be 1 or more.");
        }

        // what holds for all durations is checked with them
        if (Window > TimeSpan.Zero && Window < TimeSpan.FromMilliseconds(10))
        {
            errors.Add($"{name}.Window is {Window}; it has to be 10 milliseconds to one day.");
        }

        if (Name is not null && (Name.Length == 0 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
        {
            errors.Add($"{name}.Name is '{HeaderSyntax.Printable(Name)}'; it has to be of letters, digits, '-', '_' and '.'.");
        }
    }
}
