using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What a socket's handlers are called for: an event, or something else that happened to the socket.</summary>
/// <param name="Packet">The event.</param>
/// <param name="Engine">The connection that the event came on.</param>
/// <param name="Callback">What calls the handlers of anything else.</param>
internal readonly record struct ClientOccurrence(SocketIoPacket? Packet, EngineConnection? Engine, Func<ValueTask>? Callback);
