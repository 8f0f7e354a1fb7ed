using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rpress;

/// <summary>Where a certificate, its key and its intermediates lie.</summary>
internal sealed class CertificateFiles
{
    private readonly string[] _paths;
    private readonly string? _password;
    private readonly bool _isPfx;

    private CertificateFiles(string[] paths, string? password, bool isPfx)
    {
        _paths = [.. paths.Select(Path.GetFullPath)];
        _password = password;
        _isPfx = isPfx;
    }

    public static CertificateFiles Pem(string certificatePath, string keyPath, string? password) =>
        new([certificatePath, keyPath], password, isPfx: false);

    public static CertificateFiles Pfx(string path, string? password) => new([path], password, isPfx: true);

    /// <summary>A print of the files' contents: times and links lie where volumes are swapped under them.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in _paths)
        {
            byte[] bytes = File.ReadAllBytes(path);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Reads the certificate with its key, and its intermediates.</summary>
    public CertificateChain Read()
    {
        if (_isPfx)
        {
            X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12CollectionFromFile(_paths[0], _password);
            X509Certificate2 leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
                ?? throw new CryptographicException("It holds no certificate with a private key.");
            all.Remove(leaf);
            return new(leaf, all);
        }

        string pem = File.ReadAllText(_paths[0]);
        string key = File.ReadAllText(_paths[1]);
        X509Certificate2 certificate = _password is null
            ? X509Certificate2.CreateFromPem(pem, key)
            : X509Certificate2.CreateFromEncryptedPem(pem, key, _password);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        X509Certificate2 repeated = chain[0];
        chain.RemoveAt(0);
        repeated.Dispose();
        return new(OperatingSystem.IsWindows() ? Persisted(certificate) : certificate, chain);
    }

    // SChannel takes no key that lives in memory alone (dotnet/runtime#23749)
    private static X509Certificate2 Persisted(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    public override string ToString() => string.Join(" with ", _paths.Select(path => $"'{path}'"));
}
