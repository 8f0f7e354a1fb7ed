using System.Net;

namespace Rpress.SampleTests.Samples;

public sealed class TlsTests(TlsFixture sample) : IClassFixture<TlsFixture>
{
    [Theory]
    [InlineData("1.1", "Hello over HTTP/1.1 on https!")]
    [InlineData("2.0", "Hello over HTTP/2 on https!")]
    public async Task Client_OfEachProtocol_IsServed(string version, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using HttpResponseMessage response = await sample.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
