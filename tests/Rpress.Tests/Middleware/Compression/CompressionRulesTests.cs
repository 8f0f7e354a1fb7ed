namespace Rpress.Tests.Middleware.Compression;

/// <summary>Which responses may be kept beside their encoded form.</summary>
public sealed class CompressionRulesTests
{
    // RFC 9111 §5.2.2.5
    [Theory]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("cache-control", "private, No-Store")]
    [InlineData("Cache-Control", "max-age=0,no-store")]
    public void MayKeep_ResponseWithNoStore_IsFalse(string name, string value) =>
        Assert.False(CompressionRules.MayKeep(ResponsePayload.Text("secret").WithHeader("X-Other", "no").WithHeader(name, value)));

    [Theory]
    [InlineData("Cache-Control", "no-cache")]
    [InlineData("Cache-Control", "max-age=60")]
    [InlineData("X-Other", "no-store")]
    public void MayKeep_ResponseWithoutNoStore_IsTrue(string name, string value) =>
        Assert.True(CompressionRules.MayKeep(ResponsePayload.Text("plain").WithHeader(name, value)));
}
