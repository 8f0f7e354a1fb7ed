namespace Rpress;

/// <summary>A cookie with the session's id, for load balancers that keep a client at one server by it. The server itself never reads it.</summary>
public sealed record SessionCookieConfig
{
    /// <summary>The cookie's name.</summary>
    /// <value>Default <c>io</c>; a token.</value>
    public string Name { get; init; } = "io";

    /// <inheritdoc cref="RpressCookie.Path"/>
    public string? Path { get; init; } = "/";

    /// <inheritdoc cref="RpressCookie.Domain"/>
    public string? Domain { get; init; }

    /// <inheritdoc cref="RpressCookie.MaxAge"/>
    public TimeSpan? MaxAge { get; init; }

    /// <inheritdoc cref="RpressCookie.SameSite"/>
    public SameSite SameSite { get; init; } = SameSite.Lax;

    /// <inheritdoc cref="RpressCookie.HttpOnly"/>
    public bool HttpOnly { get; init; } = true;

    /// <inheritdoc cref="RpressCookie.Secure"/>
    public bool Secure { get; init; }

    internal RpressCookie Of(string sid) => new(Name, sid)
    {
        Path = Path,
        Domain = Domain,
        MaxAge = MaxAge,
        SameSite = SameSite,
        HttpOnly = HttpOnly,
        Secure = Secure,
    };

    /// <exception cref="ArgumentException">The settings make no cookie that browsers take; the message says why.</exception>
    internal void Validate()
    {
        try
        {
            _ = Of("sid").ToString();
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"EioConfig.Cookie cannot be sent: {error.Message}", error);
        }
    }
}
