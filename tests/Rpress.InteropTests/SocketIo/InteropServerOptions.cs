namespace Rpress.InteropTests.SocketIo;

/// <summary>How a case wants its server.</summary>
/// <param name="IsTls">Whether it speaks TLS.</param>
/// <param name="Port">The port; 0 for a free one.</param>
/// <param name="IsMsgPack">Whether its packets are those of socket.io-msgpack-parser.</param>
/// <param name="Recovers">Whether clients whose connection broke off go on.</param>
internal sealed record InteropServerOptions(bool IsTls = false, int Port = 0, bool IsMsgPack = false, bool Recovers = false);
