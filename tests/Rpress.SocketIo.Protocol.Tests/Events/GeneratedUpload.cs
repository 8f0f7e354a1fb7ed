namespace Rpress.SocketIo.Protocol.Tests.Events;

internal sealed record GeneratedUpload(string? Name, byte[] Data, GeneratedPart[] Parts);
