namespace Rpress;

/// <summary>Header fields that tell browsers to be careful, on every response; a handler's own value wins.</summary>
/// <remarks>Read once, at start.</remarks>
public sealed class RpressSecurityHeaders
{
    internal const string StrictTransportName = "Strict-Transport-Security";

    private static readonly string[] _namesWithSetting = ["Content-Security-Policy", "X-Frame-Options", "X-XSS-Protection", StrictTransportName];
    private static readonly string[] _namesOfServer =
        ["Connection", "Content-Type", "Content-Encoding", "Content-Range", "Date", "Server", "Set-Cookie", "X-Content-Type-Options", "X-Request-ID"];

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
    /// <value>Default null: not sent; nor is an empty one.</value>
    public string? ContentSecurityPolicy { get; set; }

    /// <summary><c>X-Frame-Options</c>.</summary>
    /// <value>Default null: not sent; nor is an empty one.</value>
    public string? XFrameOptions { get; set; }

    /// <summary><c>X-XSS-Protection</c>.</summary>
    /// <value>Default null: not sent; nor is an empty one.</value>
    public string? XXssProtection { get; set; }

    /// <summary><c>Strict-Transport-Security</c>; sent over TLS only (RFC 6797 §7.2), and where a trusted proxy says that the client uses TLS.</summary>
    /// <value>Default null: not sent; nor is an empty one.</value>
    public string? StrictTransportSecurity { get; set; }

    /// <summary>Any other fields, by name; not those that have a setting of their own, or that the server sets for each response.</summary>
    /// <value>Default empty.</value>
    public IDictionary<string, string> Custom { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what is wrong to the errors.</summary>
    internal void Validate(List<string> errors)
    {
        foreach ((string name, string value) in Fields().Append(new(StrictTransportName, StrictTransportSecurity ?? "")))
        {
            try
            {
                HeaderSyntax.RequireField(name, value);
            }
            catch (ArgumentException error)
            {
                errors.Add($"SecurityHeaders: {error.Message}");
            }
        }

        errors.AddRange(Custom.Keys.Where(name => _namesWithSetting.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => $"SecurityHeaders.Custom holds '{name}', which has a setting of its own: use that."));
        errors.AddRange(Custom.Keys.Where(name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
            .Select(name => $"SecurityHeaders.Custom holds '{name}', which would be said to every origin: use Cors."));
        errors.AddRange(Custom.Keys.Where(name => _namesOfServer.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => $"SecurityHeaders.Custom holds '{name}', which the server sets for each response: leave it out."));
    }

    /// <summary>The fields that are set, but for the one that belongs to TLS alone.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Fields()
    {
        KeyValuePair<string, string>[] named =
        [
            new("Content-Security-Policy", ContentSecurityPolicy ?? ""),
            new("X-Frame-Options", XFrameOptions ?? ""),
            new("X-XSS-Protection", XXssProtection ?? ""),
        ];
        return named.Where(field => field.Value.Length > 0).Concat(Custom);
    }
}
