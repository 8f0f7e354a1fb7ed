namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>The cases against our server.</summary>
public sealed class RpressServerClientMsgPackTests : ClientMsgPackCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await RpressServer.StartAsync(options);
}
