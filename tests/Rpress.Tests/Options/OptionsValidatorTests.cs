namespace Rpress.Tests.Options;

public sealed class OptionsValidatorTests
{
    public static TheoryData<string, Action<RpressOptions>> Wrong => new()
    {
        { "MaxRequestLineSize", options => options.MaxRequestLineSize = 63 },
        { "MaxRequestLineSize", options => options.MaxRequestLineSize = (1024 * 1024) + 1 },
        { "MaxRequestHeadersSize", options => options.MaxRequestHeadersSize = 255 },
        { "MaxRequestHeaderCount", options => options.MaxRequestHeaderCount = 0 },
        { "MaxBodySize", options => options.MaxBodySize = -1 },
        { "MaxChunkSize", options => options.MaxChunkSize = 0 },
        { "StreamThreshold", options => options.StreamThreshold = -1 },
        { "MaxFormFields", options => options.MaxFormFields = 0 },
        { "MaxMultipartParts", options => options.MaxMultipartParts = 0 },
        { "RequestBufferSize", options => options.RequestBufferSize = 1023 },
        { "ReadTimeout", options => options.ReadTimeout = TimeSpan.Zero },
        { "IdleTimeout", options => options.IdleTimeout = TimeSpan.FromDays(2) },
        { "TlsHandshakeTimeout", options => options.TlsHandshakeTimeout = TimeSpan.FromSeconds(-1) },
        { "ShutdownTimeout", options => options.ShutdownTimeout = TimeSpan.FromSeconds(-1) },
        { "MinDataRate", options => options.MinDataRate = -1 },
        { "MaxConnections", options => options.MaxConnections = 0 },
        { "MaxUpgradedConnections", options => options.MaxUpgradedConnections = -1 },
        { "MaxStreamsPerConnection", options => options.MaxStreamsPerConnection = 0 },
        { "TrustedProxies", options => options.TrustedProxies = ["10.0.0.0/99"] },
        { "CompressionThreshold", options => options.CompressionThreshold = 255 },
        { "BrotliQuality", options => options.BrotliQuality = -1 },
        { "BrotliQuality", options => options.BrotliQuality = 12 },
        { "GzipLevel", options => options.GzipLevel = 0 },
        { "GzipLevel", options => options.GzipLevel = 10 },
        { "CompressionCacheSize", options => options.CompressionCacheSize = -1 },
        { "MaxRateLimitKeys", options => options.MaxRateLimitKeys = 0 },
        { "RateLimiterTimeout", options => options.RateLimiterTimeout = TimeSpan.Zero },
        { "DrainDelay", options => options.DrainDelay = TimeSpan.FromSeconds(-1) },
        { "RateLimit.Limit", options => options.RateLimit = new(0, TimeSpan.FromSeconds(1)) },
        { "RateLimit.Window", options => options.RateLimit = new(1, TimeSpan.FromMilliseconds(9)) },
        { "RateLimit.Window", options => options.RateLimit = new(1, TimeSpan.Zero) },
        { "RateLimit.Window", options => options.RateLimit = new(1, TimeSpan.FromDays(2)) },
        { "RateLimit.Name", options => options.RateLimit = new(1, TimeSpan.FromSeconds(1)) { Name = "a b" } },
        { "RateLimit.ReplacesApplicationLimit", options => options.RateLimit = new() { ReplacesApplicationLimit = true } },
        { "Health.LivePath", options => options.Health = new() { LivePath = "livez" } },
        { "Health.ReadyPath", options => options.Health = new() { ReadyPath = "/a?b" } },
        { "Health.LivePath and Health.ReadyPath", options => options.Health = new() { LivePath = "/health", ReadyPath = "/health" } },
        { "Cors names no origin", options => options.Cors = new() },
        { "Cors allows every origin together with credentials", options => options.Cors = new() { Origins = ["*"], AllowCredentials = true } },
        { "Cors.Methods", options => options.Cors = new() { Origins = ["https://a.example"], Methods = ["GET, PUT"] } },
        { "Cors.MaxAge", options => options.Cors = new() { Origins = ["https://a.example"], MaxAge = TimeSpan.FromDays(2) } },
        { "SecurityHeaders", options => options.SecurityHeaders = new() { XFrameOptions = "DENY\r\nX: y" } },
        { "SecurityHeaders", options => options.SecurityHeaders = new() { Custom = { ["a b"] = "c" } } },
        { "TrailingSlash", options => options.TrailingSlash = (TrailingSlash)9 },
        { "ForwardedHeader", options => options.ForwardedHeader = (ForwardedHeader)9 },
        { "RateLimiterFailure", options => options.RateLimiterFailure = (RateLimiterFailure)9 },
        { "Health.LivePath", options => options.Health = new() { LivePath = null! } },
        { "Health.ReadyPath", options => options.Health = new() { ReadyPath = "*" } },
        { "ServerHeader", options => options.ServerHeader = "a\r\nb" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneWrongSetting_NamesIt(string name, Action<RpressOptions> spoil)
    {
        var options = new RpressOptions();
        spoil(options);

        string error = Assert.Single(Validate(options));

        Assert.StartsWith(name, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Defaults_FindsNothing()
    {
        Assert.Empty(Validate(new RpressOptions()));
    }

    private static List<string> Validate(RpressOptions options)
    {
        var errors = new List<string>();
        OptionsValidator.Validate(options, errors);
        return errors;
    }
}
