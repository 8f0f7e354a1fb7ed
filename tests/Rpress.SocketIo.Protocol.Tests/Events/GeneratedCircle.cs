namespace Rpress.SocketIo.Protocol.Tests.Events;

internal sealed record GeneratedCircle(int Radius) : GeneratedShape;
