namespace Rpress.InteropTests.SocketIo;

/// <summary>A running Socket.IO server with the application of the cases.</summary>
internal interface IInteropServer : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }
}
