using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>TLS: certificates from files and from options, ALPN, SNI, client certificates.</summary>
public sealed class TlsTests
{
    private static readonly TestCertificates _certificates = TestCertificates.Shared;

    // RFC 7301: the server's preference among what the client offers
    [Theory]
    [InlineData("h2", "h2")]
    [InlineData("http/1.1", "http/1.1")]
    [InlineData("http/1.1,h2", "h2")]
    [InlineData("", "")]
    public async Task Alpn_OfTheClient_ChoosesTheProtocol(string offered, string chosen)
    {
        using var directory = new TempDirectory();
        var (certificate, key) = _certificates.WritePem(directory.Path, "localhost", withIntermediate: false);
        await using var app = await StartAsync(RpressTlsConfig.FromPem(certificate, key));

        var offers = offered.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var probe = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint, "localhost", offers);

        Assert.Equal(chosen, probe.Protocol);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pem_WithIntermediates_SendsThemToo(bool withIntermediate)
    {
        using var directory = new TempDirectory();
        var (certificate, key) = _certificates.WritePem(directory.Path, "pem.example", withIntermediate);
        await using var app = await StartAsync(RpressTlsConfig.FromPem(certificate, key));

        var probe = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        Assert.Equal("CN=pem.example", probe.Subject);
        Assert.Equal(withIntermediate, probe.Chain.Contains(_certificates.Intermediate.Subject));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("secret", true)]
    [InlineData("secret", false)]
    public async Task Pfx_WithOrWithoutPassword_IsServed(string? password, bool withIntermediate)
    {
        using var directory = new TempDirectory();
        var path = _certificates.WritePfx(directory.Path, "pfx.example", password, withIntermediate);
        await using var app = await StartAsync(RpressTlsConfig.FromPfx(path, password));

        var probe = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        Assert.Equal("CN=pfx.example", probe.Subject);
        Assert.Equal(withIntermediate, probe.Chain.Contains(_certificates.Intermediate.Subject));
    }

    [Theory]
    [InlineData("a.example")]
    [InlineData("b.example")]
    public async Task Options_WithASelectionCallback_ServeTheCertificateOfTheName(string name)
    {
        var byName = new Dictionary<string, X509Certificate2>
        {
            ["a.example"] = _certificates.CreateServerCertificate("a.example"),
            ["b.example"] = _certificates.CreateServerCertificate("b.example"),
        };
        await using var app = await StartAsync(RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions
        {
            ServerCertificateSelectionCallback = (_, host) => byName[host!],
        }));

        var probe = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint, name, "h2");

        Assert.Equal($"CN={name}", probe.Subject);
        Assert.Equal("h2", probe.Protocol);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task ClientCertificate_AskedFor_IsSeenByTheHandler(bool sends, int version)
    {
        await using var app = await StartAsync(RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificates.Server,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is null || certificate.GetCertHashString() == _certificates.Client.Thumbprint,
        }));
        using var client = NewClient(app, sends ? [_certificates.Client] : [], version);

        var subject = await client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(sends ? _certificates.Client.Subject : "none", subject);
    }

    [Fact]
    public async Task ClientCertificate_RefusedByTheCallback_EndsTheHandshake()
    {
        await using var app = await StartAsync(RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificates.Server,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        }));
        using var client = NewClient(app, [], 1);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task PlainHttp_OnATlsPort_IsNotAnswered()
    {
        await using var app = await StartAsync(RpressTlsConfig.FromOptions(
            new SslServerAuthenticationOptions { ServerCertificate = _certificates.Server }));
        await using var connection = await RawHttpConnection.ConnectAsync(app.Endpoints[0].EndPoint);

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        var answer = await connection.ReadToEndAsync();

        Assert.DoesNotContain("HTTP/", System.Text.Encoding.Latin1.GetString(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_MissingUnreadableOrMismatched_ThrowsAtTheCall()
    {
        using var directory = new TempDirectory();
        var (certificate, key) = _certificates.WritePem(directory.Path, "one.example", withIntermediate: true);
        var (_, otherKey) = _certificates.WritePem(directory.Path, "two.example", withIntermediate: true);
        var pfx = _certificates.WritePfx(directory.Path, "three.example", "secret", withIntermediate: false);
        var garbage = directory.WriteFile("garbage.pem", "no certificate");
        var missing = directory.Combine("missing.pem");

        AssertRefused(missing, () => RpressTlsConfig.FromPem(missing, key));
        AssertRefused(missing, () => RpressTlsConfig.FromPem(certificate, missing));
        AssertRefused(garbage, () => RpressTlsConfig.FromPem(garbage, key));
        AssertRefused(garbage, () => RpressTlsConfig.FromPem(certificate, garbage));
        AssertRefused(otherKey, () => RpressTlsConfig.FromPem(certificate, otherKey));
        AssertRefused(key, () => RpressTlsConfig.FromPem(key, certificate));
        AssertRefused(missing, () => RpressTlsConfig.FromPfx(missing));
        AssertRefused(garbage, () => RpressTlsConfig.FromPfx(garbage));
        AssertRefused(pfx, () => RpressTlsConfig.FromPfx(pfx, "wrong"));
        Assert.Throws<ArgumentException>(() => RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions()));
    }

    private static void AssertRefused(string path, Func<RpressTlsConfig> make)
    {
        var error = Assert.Throws<ArgumentException>(make);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private static HttpClient NewClient(RpressApp app, X509Certificate2Collection certificates, int version)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.ClientCertificates = certificates;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => _certificates.IsServer(certificate);
        return new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://127.0.0.1:{((IPEndPoint)app.Endpoints[0].EndPoint).Port}/"),
            DefaultRequestVersion = new Version(version, version == 1 ? 1 : 0),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    private static async Task<RpressApp> StartAsync(RpressTlsConfig tls)
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() })
            .Use((req, next) => ResponsePayload.Text(req.ClientCertificate?.Subject ?? "none"));
        await app.AddTlsEndpoint("127.0.0.1:0", tls).StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
