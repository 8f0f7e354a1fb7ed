namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The transports that a rule holds on.</summary>
internal static class Transports
{
    public static TheoryData<string> All => [EioConfig.WebSocket, EioConfig.Polling];
}
