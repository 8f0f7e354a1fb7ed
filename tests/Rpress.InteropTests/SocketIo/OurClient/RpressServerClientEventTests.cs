namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>The cases against our server.</summary>
public sealed class RpressServerClientEventTests : ClientEventCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await RpressServer.StartAsync(options);
}
