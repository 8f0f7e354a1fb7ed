using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rpress;

/// <summary>A cookie to set. It is checked when it is given to <see cref="ResponsePayload.WithCookie"/>; nothing in it is encoded or altered.</summary>
public sealed class RpressCookie
{
    // RFC 6265 §4.1.1: cookie-octet, which leaves out white space, quotes, comma, semicolon and backslash.
    private static readonly SearchValues<char> _valueCharacters = SearchValues.Create(
        "!#$%&'()*+-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Names a cookie.</summary>
    /// <param name="name">The name: a token.</param>
    /// <param name="value">The value: printable ASCII without white space, quotes, comma, semicolon and backslash. Encode anything else.</param>
    /// <exception cref="ArgumentException">The name or the value holds a character that could end it.</exception>
    public RpressCookie(string name, string value)
    {
        HeaderSyntax.RequireName(name);
        ArgumentNullException.ThrowIfNull(value);
        if (value.AsSpan().ContainsAnyExcept(_valueCharacters))
        {
            throw new ArgumentException($"The value of the cookie '{name}' holds a character that a cookie may not hold: encode it, for example with Uri.EscapeDataString.", nameof(value));
        }

        Name = name;
        Value = value;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value.</summary>
    public string Value { get; }

    /// <summary>Below which path the cookie is sent.</summary>
    /// <value>Default <c>/</c>; null leaves the attribute out.</value>
    public string? Path { get; init; } = "/";

    /// <summary>To which domain and its subdomains the cookie is sent.</summary>
    /// <value>Default null: to this host alone.</value>
    public string? Domain { get; init; }

    /// <summary>How long the cookie lives, to the second; zero or less deletes it.</summary>
    /// <value>Default null: until the browser ends.</value>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Until when the cookie lives; <see cref="MaxAge"/> wins where both are set.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether requests from other sites carry the cookie.</summary>
    /// <value>Default <see cref="SameSite.Lax"/>.</value>
    public SameSite SameSite { get; init; } = SameSite.Lax;

    /// <summary>Whether scripts are kept from the cookie.</summary>
    /// <value>Default true.</value>
    public bool HttpOnly { get; init; } = true;

    /// <summary>Whether the cookie goes over TLS only.</summary>
    /// <value>Default false.</value>
    public bool Secure { get; init; }

    /// <summary>Whether each top-level site gets a jar of its own (CHIPS); the cookie has to be <see cref="Secure"/>.</summary>
    /// <value>Default false.</value>
    public bool Partitioned { get; init; }

    /// <summary>A cookie that deletes the one of this name, path and domain.</summary>
    public static RpressCookie Delete(string name, string? path = "/", string? domain = null) => new(name, "")
    {
        Path = path,
        Domain = domain,
        MaxAge = TimeSpan.Zero,
        Expires = DateTimeOffset.UnixEpoch,

        // browsers refuse the prefixed names without it, also for deleting
        Secure = name.StartsWith("__", StringComparison.Ordinal),
    };

    /// <summary>The value of the <c>Set-Cookie</c> field.</summary>
    /// <exception cref="ArgumentException">An attribute holds a character that could end it, or the attributes contradict each other.</exception>
    public override string ToString()
    {
        RequireConsistent();
        var text = new StringBuilder(64).Append(Name).Append('=').Append(Value);
        Append(text, "Path", Path);
        Append(text, "Domain", Domain);
        if (MaxAge is { } maxAge)
        {
            text.Append(CultureInfo.InvariantCulture, $"; Max-Age={(long)maxAge.TotalSeconds}");
        }

        if (Expires is { } expires)
        {
            text.Append(CultureInfo.InvariantCulture, $"; Expires={expires:R}");
        }

        text.Append("; SameSite=").Append(SameSite switch
        {
            SameSite.Strict => "Strict",
            SameSite.None => "None",
            _ => "Lax",
        });
        return text
            .Append(HttpOnly ? "; HttpOnly" : "")
            .Append(Secure ? "; Secure" : "")
            .Append(Partitioned ? "; Partitioned" : "")
            .ToString();
    }

    private static void Append(StringBuilder text, string attribute, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (value.Contains(';') || value.AsSpan().ContainsAnyExceptInRange(' ', '\x7e'))
        {
            throw new ArgumentException($"The {attribute} of a cookie ('{HeaderSyntax.Printable(value)}') may hold printable ASCII without ';' only.");
        }

        text.Append("; ").Append(attribute).Append('=').Append(value);
    }

    // RFC 6265bis §4.1.3 and §5.6.7: browsers drop such cookies without a word.
    private void RequireConsistent()
    {
        if (!Secure && (SameSite == SameSite.None || Partitioned))
        {
            throw new ArgumentException($"The cookie '{Name}' needs Secure = true for SameSite=None and for Partitioned.");
        }

        if (!Secure && Name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"The cookie '{Name}' needs Secure = true for its prefix.");
        }

        if (Name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) && (!Secure || Path != "/" || Domain is not null))
        {
            throw new ArgumentException($"The cookie '{Name}' needs Secure = true, Path \"/\" and no Domain for its prefix.");
        }
    }
}
