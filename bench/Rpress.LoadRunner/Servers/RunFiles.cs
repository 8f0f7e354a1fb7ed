using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>Files that exist while the runner does: what loads send, a certificate, the folder that nginx works in.</summary>
internal static class RunFiles
{
    private const int BodySize = 1024;
    private static readonly TempDirectory _folder = Create();
    private static readonly (string CertificatePath, string KeyPath) _certificate = new TestCertificates().WritePem(_folder.Path, "localhost", withIntermediate: false);

    /// <summary>The body of 1 KB that is sent to the echo.</summary>
    public static string Body { get; } = _folder.WriteFile("body", new string('x', BodySize));

    /// <summary>What makes a server speak TLS.</summary>
    public static IReadOnlyList<(string Name, string Value)> Tls => [("BENCH_TLS_CERT", _certificate.CertificatePath), ("BENCH_TLS_KEY", _certificate.KeyPath)];

    public static string Nginx { get; } = Directory.CreateDirectory(_folder.Combine("nginx")).FullName;

    private static TempDirectory Create()
    {
        var folder = new TempDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }
}
