namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>The cases against npm's server.</summary>
public sealed class NpmServerClientMsgPackTests : ClientMsgPackCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await NpmServer.StartAsync(options);
}
