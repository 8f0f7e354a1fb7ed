using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>A renewed certificate is served without a restart, and never half of one.</summary>
public sealed class CertificateReloadTests
{
    private static readonly TestCertificates _certificates = TestCertificates.Shared;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Pem_Replaced_IsServedFromTheNextHandshakeOn()
    {
        using var directory = new TempDirectory();
        var (certificate, key) = _certificates.WritePem(directory.Path, "site", withIntermediate: true);
        await using var app = await StartAsync(RpressTlsConfig.FromPem(certificate, key).WithReloadInterval(_interval));
        var before = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        _certificates.WritePem(directory.Path, "site", withIntermediate: true);

        await WaitForAnotherAsync(app, before);
    }

    [Fact]
    public async Task Pfx_Replaced_IsServedFromTheNextHandshakeOn()
    {
        using var directory = new TempDirectory();
        var path = _certificates.WritePfx(directory.Path, "site", "secret", withIntermediate: true);
        await using var app = await StartAsync(RpressTlsConfig.FromPfx(path, "secret").WithReloadInterval(_interval));
        var before = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        _certificates.WritePfx(directory.Path, "site", "secret", withIntermediate: true);

        await WaitForAnotherAsync(app, before);
    }

    // the certificate first, its key later: in between the old pair is served
    [Fact]
    public async Task Pem_HalfReplaced_KeepsTheOldPairUntilBothMatch()
    {
        using var directory = new TempDirectory();
        using var renewed = new TempDirectory();
        var logs = new CollectingLoggerFactory();
        var (certificate, key) = _certificates.WritePem(directory.Path, "site", withIntermediate: true);
        var (newCertificate, newKey) = _certificates.WritePem(renewed.Path, "site", withIntermediate: true);
        await using var app = await StartAsync(RpressTlsConfig.FromPem(certificate, key).WithReloadInterval(_interval), logs);
        var before = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        File.Copy(newCertificate, certificate, overwrite: true);
        await Eventually.TrueAsync(() => logs.Entries.Any(entry => entry.EventId.Id == 1202), "the half pair to be noticed");
        Assert.Equal(before.Thumbprint, (await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint)).Thumbprint);
        File.Copy(newKey, key, overwrite: true);

        await WaitForAnotherAsync(app, before);
    }

    // as Kubernetes mounts secrets: the files are links through a link to a folder, and that link is swapped
    [Fact]
    public async Task Pem_BehindASwappedSymlink_IsServed()
    {
        using var directory = new TempDirectory();
        var (first, second) = (directory.Combine("v1"), directory.Combine("v2"));
        Directory.CreateDirectory(first);
        Directory.CreateDirectory(second);
        _certificates.WritePem(first, "site", withIntermediate: true);
        _certificates.WritePem(second, "site", withIntermediate: true);
        Directory.CreateSymbolicLink(directory.Combine("data"), first);
        await using var app = await StartAsync(RpressTlsConfig.FromPem(
            directory.Combine("data/site.cert.pem"), directory.Combine("data/site.key.pem")).WithReloadInterval(_interval));
        var before = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        Directory.CreateSymbolicLink(directory.Combine("next"), second);
        Directory.Delete(directory.Combine("data"));
        Directory.Move(directory.Combine("next"), directory.Combine("data"));

        await WaitForAnotherAsync(app, before);
    }

    // what is gone or garbage does not take the server down with it
    [Fact]
    public async Task Pem_Deleted_KeepsTheOldPair()
    {
        using var directory = new TempDirectory();
        var logs = new CollectingLoggerFactory();
        var (certificate, key) = _certificates.WritePem(directory.Path, "site", withIntermediate: true);
        await using var app = await StartAsync(RpressTlsConfig.FromPem(certificate, key).WithReloadInterval(_interval), logs);
        var before = await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint);

        File.Delete(key);
        await Eventually.TrueAsync(() => logs.Entries.Any(entry => entry.EventId.Id == 1202), "the loss to be noticed");

        Assert.Equal(before, await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint) with { Chain = before.Chain });
    }

    private static Task WaitForAnotherAsync(RpressApp app, TlsProbe before) => Eventually.TrueAsync(
        async () => (await TlsProbe.HandshakeAsync(app.Endpoints[0].EndPoint)).Thumbprint != before.Thumbprint, "the new certificate");

    private static async Task<RpressApp> StartAsync(RpressTlsConfig tls, CollectingLoggerFactory? logs = null)
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = logs ?? new CollectingLoggerFactory() });
        await app.AddTlsEndpoint("127.0.0.1:0", tls).StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
