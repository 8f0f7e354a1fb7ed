using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Rpress;

/// <summary>A certificate with its key, and the intermediates that go to the client with it.</summary>
internal sealed class CertificateChain(X509Certificate2 leaf, X509Certificate2Collection intermediates) : IDisposable
{
    // offline: a handshake must not wait for somebody else's server
    public SslStreamCertificateContext ToContext() => SslStreamCertificateContext.Create(leaf, intermediates, offline: true);

    public void Dispose()
    {
        leaf.Dispose();
        foreach (X509Certificate2 intermediate in intermediates)
        {
            intermediate.Dispose();
        }
    }
}
