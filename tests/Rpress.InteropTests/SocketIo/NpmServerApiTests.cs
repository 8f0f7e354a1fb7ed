namespace Rpress.InteropTests.SocketIo;

/// <summary>The cases against npm's own server, so that they say what socket.io means.</summary>
public sealed class NpmServerApiTests : ServerApiCases
{
    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await NpmServer.StartAsync(options);
}
