namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>What the server got when it asked the client.</summary>
internal sealed record Answered<T>(T? Answer, bool TimedOut = false);
