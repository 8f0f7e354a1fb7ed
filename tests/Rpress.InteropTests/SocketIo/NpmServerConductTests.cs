namespace Rpress.InteropTests.SocketIo;

/// <summary>The cases against npm's server.</summary>
public sealed class NpmServerConductTests : ConductCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await NpmServer.StartAsync(options);
}
