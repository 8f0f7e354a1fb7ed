namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>What the server says of a socket that was disconnected.</summary>
internal sealed record SocketEnd(string Id, string Namespace, string Reason);
