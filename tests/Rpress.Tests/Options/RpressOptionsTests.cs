using System.Reflection;
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
        ["MaxStreamsPerConnection"] = "49",
        ["ShutdownTimeout"] = "00:00:32",
        ["TrailingSlash"] = "redirect",
        ["TrustedProxies:0"] = "10.0.0.0/8",
        ["TrustedProxies:1"] = "::1",
        ["ForwardedHeader"] = "Forwarded",
        ["TrustRequestId"] = "true",
        ["ServerHeader"] = "mine",
    };

    [Fact]
    public void From_EverySetting_BindsIt()
    {
        RpressOptions options = RpressOptions.From(Configuration(_everything));

        Assert.Equal((4096, 4097, 41), (options.MaxRequestLineSize, options.MaxRequestHeadersSize, options.MaxRequestHeaderCount));
        Assert.Equal((5_000_000_000, 4099, 4100), (options.MaxBodySize, options.MaxChunkSize, options.StreamThreshold));
        Assert.Equal((43, 44, 45000), (options.MaxFormFields, options.MaxMultipartParts, options.RequestBufferSize));
        Assert.Equal([31, 61, 11, 32], new[] { options.ReadTimeout, options.IdleTimeout, options.TlsHandshakeTimeout, options.ShutdownTimeout }.Select(time => time.TotalSeconds));
        Assert.Equal((46, 47, 49), (options.MinDataRate, options.MaxConnections, options.MaxStreamsPerConnection));
        Assert.Equal((TrailingSlash.Redirect, ForwardedHeader.Forwarded, true, "mine"), (options.TrailingSlash, options.ForwardedHeader, options.TrustRequestId, options.ServerHeader));
        Assert.Equal(["10.0.0.0/8", "::1"], options.TrustedProxies!);
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
    public void From_DurationAsBareNumber_ThrowsNamingTheFix(string key)
    {
        RpressConfigurationException error = Assert.Throws<RpressConfigurationException>(() => RpressOptions.From(Configuration(new() { [key] = "30" })));

        Assert.Contains($"{key} is 30 days", error.Message, StringComparison.Ordinal);
        Assert.Contains("00:00:30", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
