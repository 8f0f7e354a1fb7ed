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
    ];
}
