using Rpress.TestKit;

namespace Rpress.InteropTests.Node;

/// <summary>The tests' authorities in a file that Node.js reads.</summary>
internal static class NodeTrust
{
    private static readonly Lazy<string> _file = new(Write);

    /// <summary>The root and the intermediate: servers send the leaf alone.</summary>
    public static string AuthoritiesFile => _file.Value;

    private static string Write()
    {
        // as long as the process lives
        var directory = new TempDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        var certificates = TestCertificates.Shared;
        return directory.WriteFile(
            "authorities.pem", $"{certificates.Authority.ExportCertificatePem()}\n{certificates.Intermediate.ExportCertificatePem()}\n");
    }
}
