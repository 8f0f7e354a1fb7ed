using System.Net.Security;
using System.Security.Cryptography;

namespace Rpress;

/// <summary>How an endpoint speaks TLS. HTTP/2 and HTTP/1.1 are both offered (ALPN), unless full options say otherwise.</summary>
public sealed class RpressTlsConfig
{
    private RpressTlsConfig(CertificateFiles? files, SslServerAuthenticationOptions? options)
    {
        Files = files;
        Options = options;
    }

    /// <summary>How often the certificate's files are looked at; a changed pair is used from the next handshake on.</summary>
    /// <value>Default 10 seconds; zero never looks again.</value>
    public TimeSpan ReloadInterval
    {
        get;
        private init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ReloadInterval is zero to one day.");
    } = TimeSpan.FromSeconds(10);

    internal CertificateFiles? Files { get; }

    internal SslServerAuthenticationOptions? Options { get; }

    /// <summary>A certificate (with its intermediates after it) and its key, from PEM files. They are watched: <see cref="ReloadInterval"/>.</summary>
    /// <param name="certificatePath">The certificate, then its intermediates.</param>
    /// <param name="keyPath">The key.</param>
    /// <param name="keyPassword">The password of an encrypted key.</param>
    /// <exception cref="ArgumentException">A file cannot be read, or the two do not belong together.</exception>
    public static RpressTlsConfig FromPem(string certificatePath, string keyPath, string? keyPassword = null)
    {
        ArgumentNullException.ThrowIfNull(certificatePath);
        ArgumentNullException.ThrowIfNull(keyPath);
        return FromFiles(CertificateFiles.Pem(certificatePath, keyPath, keyPassword));
    }

    /// <summary>A certificate, its key and its intermediates, from a PKCS#12 file. It is watched: <see cref="ReloadInterval"/>.</summary>
    /// <exception cref="ArgumentException">The file cannot be read, or holds no certificate with a key.</exception>
    public static RpressTlsConfig FromPfx(string path, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FromFiles(CertificateFiles.Pfx(path, password));
    }

    /// <summary>Full control: SNI (<see cref="SslServerAuthenticationOptions.ServerCertificateSelectionCallback"/>), client certificates, protocols, cipher suites.</summary>
    /// <exception cref="ArgumentException">The options name no certificate in any way.</exception>
    public static RpressTlsConfig FromOptions(SslServerAuthenticationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ServerCertificate is null && options.ServerCertificateContext is null && options.ServerCertificateSelectionCallback is null
            ? throw new ArgumentException("The TLS options need a ServerCertificate, a ServerCertificateContext or a ServerCertificateSelectionCallback.", nameof(options))
            : new(null, options);
    }

    /// <summary>A copy that looks at its files at another interval.</summary>
    /// <param name="interval">Zero, which never looks again, to one day.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is none of those.</exception>
    public RpressTlsConfig WithReloadInterval(TimeSpan interval) => new(Files, Options) { ReloadInterval = interval };

    private static RpressTlsConfig FromFiles(CertificateFiles files)
    {
        try
        {
            files.Read().Dispose();
            return new(files, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ArgumentException($"The certificate {files} cannot be used: {error.Message}", error);
        }
    }
}
