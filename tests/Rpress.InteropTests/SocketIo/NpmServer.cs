using System.Text.Json;
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

    public static async Task<NpmServer> StartAsync(InteropServerOptions options)
    {
        var certificates = options.IsTls ? new TempDirectory() : null;
        var (cert, key) = certificates is null ? default : TestCertificates.Shared.WritePem(certificates.Path, "localhost", withIntermediate: true);
        var arguments = JsonSerializer.Serialize(new
        {
            port = options.Port,
            key,
            cert,
            msgPack = options.IsMsgPack,
            recovers = options.Recovers,
            engine = options.ToNodeEngine(),
        });
        var process = NodeProcess.Start("server.mjs", [arguments]);
        var listening = await process.ReadAsync("that it listens", value => value.GetProperty("is").ValueEquals("listening"));
        return new(process, certificates, new Uri($"{(options.IsTls ? "https" : "http")}://127.0.0.1:{listening.GetProperty("port").GetInt32()}/"));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _certificates?.Dispose();
    }
}
