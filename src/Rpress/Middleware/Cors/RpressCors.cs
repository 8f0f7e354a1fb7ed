namespace Rpress;

/// <summary>Which pages of other origins may call, and what of the answers they may read (WHATWG Fetch §3.3).</summary>
/// <remarks>Read once, at start. A route group's own settings (<see cref="RpressRoutes.Cors"/>) take the place of the application's as a whole.</remarks>
public sealed class RpressCors
{
    /// <summary>The origins that may call: <c>https://app.example.com</c>, <c>*</c> for every one, or a pattern whose first label is a wildcard, <c>https://*.example.com</c>.</summary>
    /// <value>Default null; an application needs at least one, or <see cref="AllowOriginsWhere"/>. In a route group an empty list allows none.</value>
    public IList<string>? Origins { get; set; }

    /// <summary>The methods that a preflight allows.</summary>
    /// <value>Default null: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS.</value>
    public IList<string>? Methods { get; set; }

    /// <summary>The request headers that a preflight allows beside those that need no leave.</summary>
    /// <value>Default null: Content-Type, Authorization.</value>
    public IList<string>? Headers { get; set; }

    /// <summary>The response headers that scripts may read beside the few that they always may.</summary>
    /// <value>Default null: none.</value>
    public IList<string>? ExposeHeaders { get; set; }

    /// <summary>Whether requests may carry cookies, client certificates and HTTP authentication.</summary>
    /// <value>Default false. With the origin <c>*</c> the application does not start.</value>
    public bool AllowCredentials { get; set; }

    /// <summary>How long a browser may keep the answer to a preflight.</summary>
    /// <value>Default 24 hours; zero to one day, in whole seconds.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    internal Func<string, bool>? IsAllowed { get; private set; }

    /// <summary>Allows an origin that the list does not hold when the function says so; it gets the <c>Origin</c> field as sent, and never <c>null</c>.</summary>
    /// <returns>These settings.</returns>
    public RpressCors AllowOriginsWhere(Func<string, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        IsAllowed = predicate;
        return this;
    }

    /// <summary>Adds what is wrong to the errors; <paramref name="name"/> is what the settings are called there.</summary>
    internal void Validate(string name, bool mayAllowNone, List<string> errors)
    {
        if (Origins is not { Count: > 0 } && IsAllowed is null && !mayAllowNone)
        {
            errors.Add($"{name} names no origin: set Origins, or call AllowOriginsWhere.");
        }

        // Fetch §3.3.5: browsers refuse this combination, so it could only ever be a mistake.
        if (AllowCredentials && Origins?.Contains("*") == true)
        {
            errors.Add($"{name} allows every origin together with credentials: name the origins, or turn AllowCredentials off.");
        }

        RequireTokens(name, nameof(Methods), Methods, errors);
        RequireTokens(name, nameof(Headers), Headers, errors);
        RequireTokens(name, nameof(ExposeHeaders), ExposeHeaders, errors);
    }

    private static void RequireTokens(string name, string list, IList<string>? values, List<string> errors) => errors.AddRange((values ?? [])
        .Where(value => !HeaderSyntax.IsToken(value))
        .Select(value => $"{name}.{list} holds '{HeaderSyntax.Printable(value)}', which is no token."));
}
