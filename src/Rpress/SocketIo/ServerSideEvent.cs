using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>An event of another server.</summary>
/// <param name="Packet">The event.</param>
/// <param name="Answer">Takes the answer; null where none was asked for.</param>
internal readonly record struct ServerSideEvent(SocketIoPacket Packet, Action<EventArguments>? Answer);
