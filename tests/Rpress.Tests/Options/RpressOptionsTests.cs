using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Rpress.Tests.Options;

public sealed class RpressOptionsTests
{
    private static readonly Dictionary<string, string?> _everything = new()
    {
        ["MaxRequestLineSize"] = "4096",
        ["MaxRequestHeadersSize"] = "4097",
        ["MaxRequestHeaderCount"] = "41",
        ["MaxBodySize"] = "5000000000",
        ["MaxChunkSize"] = "4099",
        ["StreamThreshold"] = "4100",
        ["MaxFormFields"] = "43",
        ["MaxMultipartParts"] = "44",
        ["RequestBufferSize"] = "45000",
        ["ReadTimeout"] = "00:00:31",
        ["IdleTimeout"] = "00:01:01",
        ["TlsHandshakeTimeout"] = "00:00:11",
        ["MinDataRate"] = "46",
        ["MaxConnections"] = "47",
        ["MaxUpgradedConnections"] = "48",
        ["MaxStreamsPerConnection"] = "49",
        ["UnsafeInlineScheduling"] = "true",
        ["ShutdownTimeout"] = "00:00:32",
        ["TrailingSlash"] = "redirect",
        ["TrustedProxies:0"] = "10.0.0.0/8",
        ["TrustedProxies:1"] = "::1",
        ["ForwardedHeader"] = "Forwarded",
        ["TrustRequestId"] = "true",
        ["ServerHeader"] = "mine",
        ["Cors:Origins:0"] = "https://app.example.com",
        ["Cors:Methods:0"] = "GET",
        ["Cors:Headers:0"] = "X-One",
        ["Cors:ExposeHeaders:0"] = "X-Two",
        ["Cors:AllowCredentials"] = "true",
        ["Cors:MaxAge"] = "00:10:00",
        ["SecurityHeaders:ContentSecurityPolicy"] = "default-src 'none'",
        ["SecurityHeaders:XFrameOptions"] = "DENY",
        ["SecurityHeaders:XXssProtection"] = "0",
        ["SecurityHeaders:StrictTransportSecurity"] = "max-age=60",
        ["SecurityHeaders:Custom:Referrer-Policy"] = "no-referrer",
        ["Compression"] = "true",
        ["CompressionThreshold"] = "512",
        ["BrotliQuality"] = "5",
        ["GzipLevel"] = "6",
        ["CompressionCacheSize"] = "1000",
        ["DecompressRequests"] = "true",
        ["RateLimit:Limit"] = "7",
        ["RateLimit:Window"] = "00:00:08",
        ["RateLimit:Name"] = "all",
        ["MaxRateLimitKeys"] = "1000",
        ["RateLimiterTimeout"] = "00:00:02",
        ["RateLimiterFailure"] = "Refuse",
        ["Health:LivePath"] = "/alive",
        ["Health:ReadyPath"] = "/ready",
        ["DrainDelay"] = "00:00:09",
        ["NestRequestSpans"] = "true",
        ["TraceHttp2Streams"] = "true",
        ["LogScopes"] = "true",
    };

    [Fact]
    public void From_EverySetting_BindsIt()
    {
        RpressOptions options = RpressOptions.From(Configuration(_everything));

        Assert.Equal((4096, 4097, 41), (options.MaxRequestLineSize, options.MaxRequestHeadersSize, options.MaxRequestHeaderCount));
        Assert.Equal((5_000_000_000, 4099, 4100), (options.MaxBodySize, options.MaxChunkSize, options.StreamThreshold));
        Assert.Equal((43, 44, 45000), (options.MaxFormFields, options.MaxMultipartParts, options.RequestBufferSize));
        Assert.Equal([31, 61, 11, 32], new[] { options.ReadTimeout, options.IdleTimeout, options.TlsHandshakeTimeout, options.ShutdownTimeout }.Select(time => time.TotalSeconds));
        Assert.Equal((46, 47, 48, 49), (options.MinDataRate, options.MaxConnections, options.MaxUpgradedConnections, options.MaxStreamsPerConnection));
        Assert.Equal((TrailingSlash.Redirect, ForwardedHeader.Forwarded, true, "mine"), (options.TrailingSlash, options.ForwardedHeader, options.TrustRequestId, options.ServerHeader));
        Assert.Equal(["10.0.0.0/8", "::1"], options.TrustedProxies!);
    }

    [Fact]
    public void From_EverySetting_BindsTheFeatures()
    {
        RpressOptions options = RpressOptions.From(Configuration(_everything));

        Assert.Equal((true, 512, 5, 6, true), (options.Compression, options.CompressionThreshold, options.BrotliQuality, options.GzipLevel, options.DecompressRequests));
        Assert.Equal((1000, true), (options.CompressionCacheSize, options.UnsafeInlineScheduling));
        Assert.Equal((7, TimeSpan.FromSeconds(8), "all"), (options.RateLimit!.Limit, options.RateLimit.Window, options.RateLimit.Name));
        Assert.Equal((1000, TimeSpan.FromSeconds(2), RateLimiterFailure.Refuse), (options.MaxRateLimitKeys, options.RateLimiterTimeout, options.RateLimiterFailure));
        Assert.Equal(("/alive", "/ready", TimeSpan.FromSeconds(9)), (options.Health!.LivePath, options.Health.ReadyPath, options.DrainDelay));
        Assert.Equal((true, true, true), (options.NestRequestSpans, options.TraceHttp2Streams, options.LogScopes));
    }

    [Fact]
    public void From_EverySetting_BindsCorsAndSecurityHeaders()
    {
        RpressOptions options = RpressOptions.From(Configuration(_everything));

        Assert.Equal(
            ["https://app.example.com", "GET", "X-One", "X-Two"],
            new[] { options.Cors!.Origins, options.Cors.Methods, options.Cors.Headers, options.Cors.ExposeHeaders }.SelectMany(list => list!));
        Assert.Equal((true, TimeSpan.FromMinutes(10)), (options.Cors.AllowCredentials, options.Cors.MaxAge));
        Assert.Equal(
            ("default-src 'none'", "DENY", "0", "max-age=60"),
            (options.SecurityHeaders!.ContentSecurityPolicy, options.SecurityHeaders.XFrameOptions, options.SecurityHeaders.XXssProtection, options.SecurityHeaders.StrictTransportSecurity));
        Assert.Equal("no-referrer", options.SecurityHeaders.Custom["referrer-policy"]);
    }

    // a setting that is added must be added here too
    [Fact]
    public void From_ListOfSettings_IsComplete()
    {
        IEnumerable<string> settings = typeof(RpressSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

        Assert.Equal(settings.Order(), _everything.Keys.Select(key => key.Split(':')[0]).Distinct().Order());
    }

    [Theory]
    [InlineData("MaxBodySise", "1")]
    [InlineData("LoggerFactory", "x")]
    public void From_UnknownKey_ThrowsNamingItAndTheSettings(string key, string value)
    {
        RpressConfigurationException error = Assert.Throws<RpressConfigurationException>(() => RpressOptions.From(Configuration(new() { [key] = value })));

        Assert.Contains($"'{key}' is no setting; there are MaxRequestLineSize", Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cors:Origin", "there are Origins, Methods")]
    [InlineData("SecurityHeaders:Csp", "there are ")]
    [InlineData("RateLimit:Seconds", "there are Limit, Window, Name")]
    [InlineData("Health:Path", "there are LivePath, ReadyPath")]
    public void From_UnknownKeyOfAFeature_ThrowsNamingItAndItsSettings(string key, string known)
    {
        RpressConfigurationException error = Assert.Throws<RpressConfigurationException>(() => RpressOptions.From(Configuration(new() { [key] = "1" })));

        string message = Assert.Single(error.Errors);
        Assert.Contains($"'{key}' is no setting", message, StringComparison.Ordinal);
        Assert.Contains(known, message, StringComparison.Ordinal);
    }

    // passed over in silence, each of them would leave its feature off or open
    [Theory]
    [InlineData("""{"RateLimit":100}""", "'RateLimit' is a group")]
    [InlineData("""{"RateLimit":{}}""", "'RateLimit' is a group")]
    [InlineData("""{"Cors":"https://app.example.com"}""", "'Cors' is a group")]
    [InlineData("""{"SecurityHeaders":true}""", "'SecurityHeaders' is a group")]
    [InlineData("""{"SecurityHeaders":{"Recommended":true}}""", "'SecurityHeaders:Recommended' is no setting")]
    [InlineData("""{"SecurityHeaders":{"Custom":"no-referrer"}}""", "'SecurityHeaders:Custom' holds several")]
    [InlineData("""{"Health":true}""", "'Health' is a group")]
    [InlineData("""{"TrustedProxies":"10.0.0.1"}""", "'TrustedProxies' holds several")]
    [InlineData("""{"Cors":{"Origins":["https://a.example"],"Methods":"GET"}}""", "'Cors:Methods' holds several")]
    [InlineData("""{"MaxBodySize":{"Bytes":1}}""", "'MaxBodySize' is one value")]
    public void From_SettingInAnotherShape_ThrowsNamingIt(string json, string expected)
    {
        RpressConfigurationException error = Assert.Throws<RpressConfigurationException>(() => RpressOptions.From(Json(json)));

        Assert.Contains(expected, Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void From_EmptyLists_KeepsThemEmpty()
    {
        RpressOptions options = RpressOptions.From(Json("""{"Cors":{"Origins":["https://a.example"],"Methods":[],"Headers":[],"ExposeHeaders":[]},"TrustedProxies":[]}"""));

        Assert.Equal(["https://a.example"], options.Cors!.Origins!);
        Assert.Equal((0, 0, 0), (options.Cors.Methods!.Count, options.Cors.Headers!.Count, options.Cors.ExposeHeaders!.Count));
    }

    [Theory]
    [InlineData("MaxConnections", "many")]
    [InlineData("TrailingSlash", "sometimes")]
    public void From_UnreadableValue_ThrowsNamingTheKey(string key, string value)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => RpressOptions.From(Configuration(new() { [key] = value })));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    // "30" is a TimeSpan of 30 days to the binder
    [Theory]
    [InlineData("ReadTimeout")]
    [InlineData("IdleTimeout")]
    [InlineData("TlsHandshakeTimeout")]
    [InlineData("ShutdownTimeout")]
    [InlineData("RateLimiterTimeout")]
    [InlineData("DrainDelay")]
    [InlineData("Cors:MaxAge")]
    [InlineData("RateLimit:Window")]
    public void From_DurationAsBareNumber_ThrowsNamingTheFix(string key)
    {
        RpressConfigurationException error = Assert.Throws<RpressConfigurationException>(() => RpressOptions.From(Configuration(new() { [key] = "30" })));

        Assert.Contains($"{key.Replace(':', '.')} is 30 days", error.Message, StringComparison.Ordinal);
        Assert.Contains("00:00:30", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Json(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
