using System.Net;

namespace Rpress;

/// <summary>Checks every setting and gathers what is wrong with them.</summary>
internal static class OptionsValidator
{
    private const int LargestWindow = 1024 * 1024;
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    public static void Validate(RpressSettings settings, List<string> errors)
    {
        ValidateDurations(settings, errors);
        RequireRange(errors, nameof(settings.MaxRequestLineSize), settings.MaxRequestLineSize, 64, LargestWindow);
        RequireRange(errors, nameof(settings.MaxRequestHeadersSize), settings.MaxRequestHeadersSize, 256, LargestWindow);
        RequireRange(errors, nameof(settings.MaxRequestHeaderCount), settings.MaxRequestHeaderCount, 1, 10_000);
        RequireRange(errors, nameof(settings.MaxBodySize), settings.MaxBodySize, 0, long.MaxValue);
        RequireRange(errors, nameof(settings.MaxChunkSize), settings.MaxChunkSize, 1, int.MaxValue);
        RequireRange(errors, nameof(settings.StreamThreshold), settings.StreamThreshold, 0, int.MaxValue);
        RequireRange(errors, nameof(settings.MaxFormFields), settings.MaxFormFields, 1, int.MaxValue);
        RequireRange(errors, nameof(settings.MaxMultipartParts), settings.MaxMultipartParts, 1, int.MaxValue);
        RequireRange(errors, nameof(settings.RequestBufferSize), settings.RequestBufferSize, 1024, int.MaxValue);
        RequireRange(errors, nameof(settings.MinDataRate), settings.MinDataRate, 0, int.MaxValue);
        RequireRange(errors, nameof(settings.MaxConnections), settings.MaxConnections, 1, int.MaxValue / 2);
        RequireRange(errors, nameof(settings.MaxUpgradedConnections), settings.MaxUpgradedConnections ?? 0, 0, int.MaxValue);
        RequireRange(errors, nameof(settings.MaxStreamsPerConnection), settings.MaxStreamsPerConnection, 1, int.MaxValue);
        RequireRange(errors, nameof(settings.CompressionThreshold), settings.CompressionThreshold, 256, int.MaxValue);
        RequireRange(errors, nameof(settings.BrotliQuality), settings.BrotliQuality, 0, 11);
        RequireRange(errors, nameof(settings.GzipLevel), settings.GzipLevel, 1, 9);
        RequireRange(errors, nameof(settings.CompressionCacheSize), settings.CompressionCacheSize, 0, int.MaxValue);
        RequireRange(errors, nameof(settings.MaxRateLimitKeys), settings.MaxRateLimitKeys, 1, int.MaxValue);
        RequireDefined(errors, nameof(settings.TrailingSlash), settings.TrailingSlash);
        RequireDefined(errors, nameof(settings.ForwardedHeader), settings.ForwardedHeader);
        RequireDefined(errors, nameof(settings.RateLimiterFailure), settings.RateLimiterFailure);
        if (settings.ServerHeader is { } server && (HeaderSyntax.HasControl(server) || !server.All(char.IsAscii)))
        {
            errors.Add("ServerHeader holds a control character or one beyond ASCII.");
        }

        ParseProxies(settings, errors);
        settings.Cors?.Validate("Cors", mayAllowNone: false, errors);
        settings.SecurityHeaders?.Validate(errors);
        settings.RateLimit?.Validate("RateLimit", isOfGroup: false, errors);
        settings.Health?.Validate(errors);
    }

    public static ProxyTrust ParseProxies(RpressSettings settings, List<string> errors)
    {
        var networks = new List<IPNetwork>();
        bool unix = false;
        foreach (string entry in settings.TrustedProxies ?? [])
        {
            if (entry.Equals("unix", StringComparison.OrdinalIgnoreCase))
            {
                unix = true;
            }
            else if (IPNetwork.TryParse(entry, out IPNetwork network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out IPAddress? address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                errors.Add($"TrustedProxies holds '{entry}', which is no address, no network such as 10.0.0.0/8, and not 'unix'.");
            }
        }

        return networks.Count == 0 && !unix ? ProxyTrust.None : new(networks, settings.ForwardedHeader, unix);
    }

    public static void ValidateDurations(RpressSettings settings, List<string> errors)
    {
        RequireDuration(errors, nameof(settings.ReadTimeout), settings.ReadTimeout, mayBeZero: false);
        RequireDuration(errors, nameof(settings.IdleTimeout), settings.IdleTimeout, mayBeZero: false);
        RequireDuration(errors, nameof(settings.TlsHandshakeTimeout), settings.TlsHandshakeTimeout, mayBeZero: false);
        RequireDuration(errors, nameof(settings.ShutdownTimeout), settings.ShutdownTimeout, mayBeZero: true);
        RequireDuration(errors, nameof(settings.RateLimiterTimeout), settings.RateLimiterTimeout, mayBeZero: false);
        RequireDuration(errors, nameof(settings.DrainDelay), settings.DrainDelay, mayBeZero: true);
        if (settings.Cors is { } cors)
        {
            RequireDuration(errors, "Cors.MaxAge", cors.MaxAge, mayBeZero: true);
        }

        if (settings.RateLimit is { } rateLimit)
        {
            RequireDuration(errors, "RateLimit.Window", rateLimit.Window, mayBeZero: false);
        }
    }

    public static void RequireDuration(List<string> errors, string name, TimeSpan value, bool mayBeZero)
    {
        if (value > _longest)
        {
            errors.Add($"{name} is {value.TotalDays:0.##} days; the most is one day. In configuration \"30\" means 30 days: write \"00:00:30\" for 30 seconds.");
        }
        else if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !mayBeZero))
        {
            errors.Add($"{name} is {value}; it has to be {(mayBeZero ? "zero or more" : "above zero")}.");
        }
    }

    private static void RequireRange(List<string> errors, string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            errors.Add(most is int.MaxValue or long.MaxValue
                ? $"{name} is {value}; it has to be {least} or more."
                : $"{name} is {value}; it has to be {least} to {most}.");
        }
    }

    // a number binds to an enum whether it has a name or not
    private static void RequireDefined<TEnum>(List<string> errors, string name, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            errors.Add($"{name} is {value}; it has to be one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
        }
    }
}
