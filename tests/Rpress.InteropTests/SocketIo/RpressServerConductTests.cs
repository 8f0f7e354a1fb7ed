namespace Rpress.InteropTests.SocketIo;

/// <summary>The cases against our server.</summary>
public sealed class RpressServerConductTests : ConductCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await RpressServer.StartAsync(options);
}
