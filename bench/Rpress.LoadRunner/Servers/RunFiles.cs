using System.Collections.Concurrent;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>Files that exist while the runner does: what loads send, a certificate, the folder that nginx works in.</summary>
internal static class RunFiles
{
    private static readonly TempDirectory _folder = Create();
    private static readonly (string CertificatePath, string KeyPath) _certificate =
        new TestCertificates().WritePem(_folder.Path, "localhost", withIntermediate: false);

    private static readonly ConcurrentDictionary<int, Lazy<string>> _bodies = new();

    /// <summary>What makes a server speak TLS.</summary>
    public static IReadOnlyList<(string Name, string Value)> Tls =>
        [("BENCH_TLS_CERT", _certificate.CertificatePath), ("BENCH_TLS_KEY", _certificate.KeyPath)];

    public static string Nginx { get; } = Directory.CreateDirectory(_folder.Combine("nginx")).FullName;

    /// <summary>A body of so many bytes that is sent.</summary>
    public static string BodyOf(int size) =>
        _bodies.GetOrAdd(size, size => new(() => _folder.WriteFile($"body-{size}", new string('x', size)))).Value;

    private static TempDirectory Create()
    {
        var folder = new TempDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }
}
