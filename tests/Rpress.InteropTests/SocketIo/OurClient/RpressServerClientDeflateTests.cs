namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>The cases against our server.</summary>
public sealed class RpressServerClientDeflateTests : ClientDeflateCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await RpressServer.StartAsync(options);
}
