namespace Rpress.InteropTests.SocketIo;

/// <summary>The cases against npm's own server, which proves that they ask for what Socket.IO is.</summary>
public sealed class NpmServerMsgPackTests : MsgPackCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await NpmServer.StartAsync(options);
}
