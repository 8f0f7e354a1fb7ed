namespace Rpress;

/// <summary>Which pages of other origins may call, and what of the answers they may read (WHATWG Fetch §3.3).</summary>
/// <remarks>Read once, at start. A route group's own settings (<see cref="RpressRoutes.Cors"/>) take the place of the application's as a whole.</remarks>
public sealed class RpressCors
{
    /// <summary>The origins that may call: <c>https://app.example.com</c>, <c>*</c> for every one, or a pattern whose first label is a wildcard, <c>https://*.example.com</c>.</summary>
    /// <value>Default null; at least one is needed, or <see cref="AllowOriginsWhere"/>. In a route group an empty list allows none.</value>
    public IList<string>? Origins { get; set; }

    /// <summary>The methods that a preflight allows; <c>*</c> for all, without credentials. GET, HEAD and simple POST never need leave.</summary>
    /// <value>Default null: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS.</value>
    public IList<string>? Methods { get; set; }

    /// <summary>The request headers that a preflight allows beside those that need no leave; <c>*</c> for all but Authorization, without credentials.</summary>
    /// <value>Default null: Content-Type, Authorization.</value>
    public IList<string>? Headers { get; set; }

    /// <summary>The response headers that scripts may read beside the few that they always may; <c>*</c> for all, without credentials.</summary>
    /// <value>Default null: none.</value>
    public IList<string>? ExposeHeaders { get; set; }

    /// <summary>Whether requests may carry cookies, client certificates and HTTP authentication.</summary>
    /// <value>Default false. With the origin <c>*</c> the application does not start.</value>
    public bool AllowCredentials { get; set; }

    /// <summary>How long a browser may keep the answer to a preflight.</summary>
    /// <value>Default 24 hours; zero to one day, in whole seconds.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    internal Func<string, bool>? IsAllowed { get; private set; }

    /// <summary>Allows an origin that the list does not hold when the function says so; it gets the <c>Origin</c> field as sent, if it is an origin and not <c>null</c>. What it throws is logged and refuses.</summary>
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
        if ((Origins is null || (Origins.Count == 0 && !mayAllowNone)) && IsAllowed is null)
        {
            errors.Add($"{name} names no origin: set Origins, or call AllowOriginsWhere.");
        }

        foreach (string? origin in Origins ?? [])
        {
            if (OriginMatcher.ErrorIn(origin ?? "") is { } error)
            {
                errors.Add($"{name}.Origins holds '{HeaderSyntax.Printable(origin ?? "")}': {error}.");
            }
        }

        // WHATWG Fetch §3.3.5: browsers refuse this combination, so it could only ever be a mistake.
        if (AllowCredentials && Origins?.Contains("*") == true)
        {
            errors.Add($"{name} allows every origin together with credentials: name the origins, or turn AllowCredentials off.");
        }

        if (MaxAge.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            errors.Add($"{name}.MaxAge is {MaxAge}; it has to be of whole seconds.");
        }

        ValidateNames(name, nameof(Methods), Methods, errors);
        ValidateNames(name, nameof(Headers), Headers, errors);
        ValidateNames(name, nameof(ExposeHeaders), ExposeHeaders, errors);
    }

    private void ValidateNames(string name, string list, IList<string>? values, List<string> errors)
    {
        foreach (string? value in values ?? [])
        {
            if (!HeaderSyntax.IsToken(value))
            {
                errors.Add($"{name}.{list} holds '{HeaderSyntax.Printable(value ?? "")}', which is no token.");
            }
            else if (value == "*" && AllowCredentials)
            {
                // WHATWG Fetch §3.3.4: with credentials "*" is a name like any other.
                errors.Add($"{name}.{list} holds '*', which browsers do not take for all of them together with credentials: name them, or turn AllowCredentials off.");
            }
        }
    }
}
