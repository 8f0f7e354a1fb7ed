using System.Globalization;
using Rpress.InteropTests.Node;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo;

/// <summary>npm's own server.</summary>
internal sealed class NpmServer : IInteropServer
{
    private readonly NodeProcess _process;
    private readonly TempDirectory? _certificates;

    private NpmServer(NodeProcess process, TempDirectory? certificates, Uri address)
    {
        _process = process;
        _certificates = certificates;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<NpmServer> StartAsync(bool isTls, int port)
    {
        List<string> arguments = [port.ToString(CultureInfo.InvariantCulture)];
        var certificates = isTls ? new TempDirectory() : null;
        if (certificates is not null)
        {
            var (certificate, key) = TestCertificates.Shared.WritePem(certificates.Path, "localhost", withIntermediate: true);
            arguments.AddRange([key, certificate]);
        }

        var process = NodeProcess.Start("server.mjs", arguments);
        var listening = await process.ReadAsync("that it listens", value => value.GetProperty("is").ValueEquals("listening"));
        return new(process, certificates, new Uri($"{(isTls ? "https" : "http")}://127.0.0.1:{listening.GetProperty("port").GetInt32()}/"));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _certificates?.Dispose();
    }
}
