namespace Rpress.SocketIo.Protocol.Tests.Events;

internal sealed record GeneratedPart(ReadOnlyMemory<byte> Data);
