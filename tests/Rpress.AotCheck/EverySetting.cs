namespace Rpress.AotCheck;

/// <summary>Every setting that configuration can hold; a test compares the names with the properties of <see cref="RpressSettings"/>.</summary>
internal static class EverySetting
{
    public static IReadOnlyList<SettingCheck> Checks { get; } =
    [
        SettingCheck.Of("MaxRequestLineSize", "4096", settings => settings.MaxRequestLineSize, 4096),
        SettingCheck.Of("MaxRequestHeadersSize", "5000", settings => settings.MaxRequestHeadersSize, 5000),
        SettingCheck.Of("MaxRequestHeaderCount", "50", settings => settings.MaxRequestHeaderCount, 50),
        SettingCheck.Of("MaxBodySize", "5000000000", settings => settings.MaxBodySize, 5_000_000_000),
        SettingCheck.Of("MaxChunkSize", "1000", settings => settings.MaxChunkSize, 1000),
        SettingCheck.Of("StreamThreshold", "2000", settings => settings.StreamThreshold, 2000),
        SettingCheck.Of("MaxFormFields", "11", settings => settings.MaxFormFields, 11),
        SettingCheck.Of("MaxMultipartParts", "12", settings => settings.MaxMultipartParts, 12),
        SettingCheck.Of("RequestBufferSize", "65536", settings => settings.RequestBufferSize, 65536),
        SettingCheck.Of("ReadTimeout", "00:00:05", settings => settings.ReadTimeout, TimeSpan.FromSeconds(5)),
        SettingCheck.Of("IdleTimeout", "00:02:00", settings => settings.IdleTimeout, TimeSpan.FromMinutes(2)),
        SettingCheck.Of("TlsHandshakeTimeout", "00:00:03", settings => settings.TlsHandshakeTimeout, TimeSpan.FromSeconds(3)),
        SettingCheck.Of("MinDataRate", "100", settings => settings.MinDataRate, 100),
        SettingCheck.Of("MaxConnections", "77", settings => settings.MaxConnections, 77),
        SettingCheck.Of("MaxUpgradedConnections", "78", settings => settings.MaxUpgradedConnections, 78),
        SettingCheck.Of("MaxStreamsPerConnection", "44", settings => settings.MaxStreamsPerConnection, 44),
        SettingCheck.Of("ShutdownTimeout", "00:00:07", settings => settings.ShutdownTimeout, TimeSpan.FromSeconds(7)),
        SettingCheck.Of("TrailingSlash", "Redirect", settings => settings.TrailingSlash, TrailingSlash.Redirect),
        new(
            "TrustedProxies",
            [new("TrustedProxies:0", "10.0.0.0/8"), new("TrustedProxies:1", "unix")],
            settings => string.Join(" ", settings.TrustedProxies ?? []),
            "10.0.0.0/8 unix"),
        SettingCheck.Of("ForwardedHeader", "Forwarded", settings => settings.ForwardedHeader, ForwardedHeader.Forwarded),
        SettingCheck.Of("TrustRequestId", "true", settings => settings.TrustRequestId, true),
        SettingCheck.Of("ServerHeader", "AotCheck", settings => settings.ServerHeader, "AotCheck"),
        new(
            "Cors",
            [
                new("Cors:Origins:0", "https://a.example"), new("Cors:Methods:0", "PUT"), new("Cors:Headers:0", "X-One"),
                new("Cors:ExposeHeaders:0", "X-Two"), new("Cors:AllowCredentials", "true"), new("Cors:MaxAge", "00:10:00"),
            ],
            settings => settings.Cors is { Origins: [var origin], Methods: [var method], Headers: [var header], ExposeHeaders: [var exposed] } cors
                ? $"{origin} {method} {header} {exposed} {cors.AllowCredentials} {cors.MaxAge}"
                : null,
            "https://a.example PUT X-One X-Two True 00:10:00"),
        new(
            "SecurityHeaders",
            [
                new("SecurityHeaders:ContentSecurityPolicy", "default-src 'none'"), new("SecurityHeaders:XFrameOptions", "DENY"),
                new("SecurityHeaders:XXssProtection", "0"), new("SecurityHeaders:StrictTransportSecurity", "max-age=60"),
                new("SecurityHeaders:Custom:X-Own", "own"),
            ],
            settings => settings.SecurityHeaders is { } headers
                ? $"{headers.ContentSecurityPolicy} {headers.XFrameOptions} {headers.XXssProtection} {headers.StrictTransportSecurity} {string.Join(" ", headers.Custom.Values)}"
                : null,
            "default-src 'none' DENY 0 max-age=60 own"),
        SettingCheck.Of("Compression", "true", settings => settings.Compression, true),
        SettingCheck.Of("CompressionThreshold", "512", settings => settings.CompressionThreshold, 512),
        SettingCheck.Of("BrotliQuality", "5", settings => settings.BrotliQuality, 5),
        SettingCheck.Of("GzipLevel", "6", settings => settings.GzipLevel, 6),
        SettingCheck.Of("CompressionCacheSize", "1000", settings => settings.CompressionCacheSize, 1000),
        SettingCheck.Of("UnsafeInlineScheduling", "true", settings => settings.UnsafeInlineScheduling, true),
        SettingCheck.Of("DecompressRequests", "true", settings => settings.DecompressRequests, true),
        new(
            "RateLimit",
            [new("RateLimit:Limit", "7000"), new("RateLimit:Window", "00:00:08"), new("RateLimit:Name", "all")],
            settings => settings.RateLimit is { } limit ? $"{limit.Limit} {limit.Window} {limit.Name}" : null,
            "7000 00:00:08 all"),
        SettingCheck.Of("MaxRateLimitKeys", "1000", settings => settings.MaxRateLimitKeys, 1000),
        SettingCheck.Of("RateLimiterTimeout", "00:00:02", settings => settings.RateLimiterTimeout, TimeSpan.FromSeconds(2)),
        SettingCheck.Of("RateLimiterFailure", "Refuse", settings => settings.RateLimiterFailure, RateLimiterFailure.Refuse),
        new(
            "Health",
            [new("Health:LivePath", "/alive"), new("Health:ReadyPath", "/ready")],
            settings => settings.Health is { } health ? $"{health.LivePath} {health.ReadyPath}" : null,
            "/alive /ready"),
        SettingCheck.Of("DrainDelay", "00:00:09", settings => settings.DrainDelay, TimeSpan.FromSeconds(9)),
        SettingCheck.Of("NestRequestSpans", "true", settings => settings.NestRequestSpans, true),
        SettingCheck.Of("TraceHttp2Streams", "true", settings => settings.TraceHttp2Streams, true),
        SettingCheck.Of("LogScopes", "true", settings => settings.LogScopes, true),
    ];
}
