using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rpress.TestKit;

/// <summary>A certificate authority made in memory, and what it signs: server and client certificates.</summary>
public sealed class TestCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly Lazy<TestCertificates> _shared = new(() => new TestCertificates());

    private readonly X509Certificate2 _intermediate;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    /// <summary>Makes a new authority with its intermediate, a server and a client certificate.</summary>
    public TestCertificates()
    {
        Authority = Sign("Rpress test authority", null, AddAuthority);
        _intermediate = Sign("Rpress test intermediate", Authority, AddAuthority);
        Server = CreateServerCertificate("localhost");
        Client = Sign("Rpress test client", _intermediate, request => AddLeaf(request, ClientAuthentication, "client"));
    }

    /// <summary>One set for the whole process, for tests that do not care.</summary>
    public static TestCertificates Shared => _shared.Value;

    /// <summary>The self-signed root.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>The authority between the root and the leaves, with its key.</summary>
    public X509Certificate2 Intermediate => _intermediate;

    /// <summary>A server certificate for localhost, 127.0.0.1 and ::1, with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>A client certificate, with its key.</summary>
    public X509Certificate2 Client { get; }

    /// <summary>Whether a peer's certificate is <see cref="Server"/>.</summary>
    public bool IsServer(X509Certificate? certificate) =>
        certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(Server.RawData);

    /// <summary>Makes another server certificate: for <paramref name="commonName"/> and the loopback names.</summary>
    public X509Certificate2 CreateServerCertificate(string commonName) =>
        Sign(commonName, _intermediate, request => AddLeaf(request, ServerAuthentication, commonName));

    /// <summary>Writes a new server certificate and its key as PEM; a second call with the same name replaces them.</summary>
    /// <returns>The paths of the certificate (chain) and of the key.</returns>
    public (string CertificatePath, string KeyPath) WritePem(string directory, string commonName, bool withIntermediate)
    {
        using var leaf = CreateServerCertificate(commonName);
        using var key = leaf.GetECDsaPrivateKey()!;
        var certificatePath = Path.Combine(directory, commonName + ".cert.pem");
        var keyPath = Path.Combine(directory, commonName + ".key.pem");
        var chain = leaf.ExportCertificatePem() + "\n"
            + (withIntermediate ? _intermediate.ExportCertificatePem() + "\n" : "");
        File.WriteAllText(certificatePath, chain);
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem() + "\n");
        return (certificatePath, keyPath);
    }

    /// <summary>Writes a new server certificate with its key as PKCS#12.</summary>
    /// <returns>The path of the file.</returns>
    public string WritePfx(string directory, string commonName, string? password, bool withIntermediate)
    {
        using var leaf = CreateServerCertificate(commonName);
        var contents = new X509Certificate2Collection(leaf);
        if (withIntermediate)
        {
            contents.Add(X509CertificateLoader.LoadCertificate(_intermediate.RawData));
        }

        var path = Path.Combine(directory, commonName + ".pfx");
        File.WriteAllBytes(path, contents.Export(X509ContentType.Pkcs12, password)!);
        return path;
    }

    private X509Certificate2 Sign(string commonName, X509Certificate2? issuer, Action<CertificateRequest> extend)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        extend(request);

        var (from, until) = (_now.AddDays(-1), _now.AddDays(7));
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, until);
        }

        // a leaf must not outlive its issuer
        using var signed = request.Create(issuer, from, issuer.NotAfter, RandomNumberGenerator.GetBytes(16));
        using var withKey = signed.CopyWithPrivateKey(key);

        // a key that exists only in memory cannot serve TLS on Windows; a PKCS#12 round trip gives it a container
        return X509CertificateLoader.LoadPkcs12(
            withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static void AddAuthority(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    private static void AddLeaf(CertificateRequest request, string purpose, string name)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dnsName in new[] { "localhost", name }.Distinct())
        {
            names.AddDnsName(dnsName);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
    }
}
