namespace Rpress;

/// <summary>Header fields that tell browsers to be careful, on every response; a handler's own value wins.</summary>
/// <remarks>Read once, at start.</remarks>
public sealed class RpressSecurityHeaders
{
    /// <summary>A start for most applications: a policy for the own origin, no framing by others, no referrer, no sniffing into other windows, and HTTPS for a year.</summary>
    /// <value>New settings at each call, to be changed as needed.</value>
    public static RpressSecurityHeaders Recommended => new()
    {
        ContentSecurityPolicy = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
        XFrameOptions = "SAMEORIGIN",

        // the filter that it turned on in old browsers could be abused; 0 turns it off
        XXssProtection = "0",
        StrictTransportSecurity = "max-age=31536000",
        Custom =
        {
            ["Referrer-Policy"] = "no-referrer",
            ["Cross-Origin-Opener-Policy"] = "same-origin",
            ["X-Permitted-Cross-Domain-Policies"] = "none",
        },
    };

    /// <summary><c>Content-Security-Policy</c>.</summary>
    /// <value>Default null: not sent.</value>
    public string? ContentSecurityPolicy { get; set; }

    /// <summary><c>X-Frame-Options</c>.</summary>
    /// <value>Default null: not sent.</value>
    public string? XFrameOptions { get; set; }

    /// <summary><c>X-XSS-Protection</c>.</summary>
    /// <value>Default null: not sent.</value>
    public string? XXssProtection { get; set; }

    /// <summary><c>Strict-Transport-Security</c>; sent over TLS only (RFC 6797 §7.2), and where a trusted proxy says that the client uses TLS.</summary>
    /// <value>Default null: not sent.</value>
    public string? StrictTransportSecurity { get; set; }

    /// <summary>Any other fields, by name.</summary>
    /// <value>Default empty.</value>
    public IDictionary<string, string> Custom { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    internal void Validate(List<string> errors)
    {
        foreach ((string name, string value) in Fields().Append(new("Strict-Transport-Security", StrictTransportSecurity ?? "")))
        {
            try
            {
                HeaderSyntax.RequireName(name);
                HeaderSyntax.RequireValue(value, name);
            }
            catch (ArgumentException error)
            {
                errors.Add($"SecurityHeaders: {error.Message}");
            }
        }
    }

    /// <summary>The fields that are set, but for the one that belongs to TLS alone.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Fields()
    {
        (string Name, string? Value)[] named =
        [
            ("Content-Security-Policy", ContentSecurityPolicy),
            ("X-Frame-Options", XFrameOptions),
            ("X-XSS-Protection", XXssProtection),
        ];
        foreach ((string name, string? value) in named)
        {
            if (value is not null)
            {
                yield return new(name, value);
            }
        }

        foreach (KeyValuePair<string, string> field in Custom)
        {
            yield return field;
        }
    }
}
