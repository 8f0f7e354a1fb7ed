using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>An event that waits until its namespace is joined.</summary>
/// <param name="Packet">The event.</param>
/// <param name="Messages">What is sent of it.</param>
/// <param name="Flags">How it is sent.</param>
/// <param name="Cost">What was taken of the budget for it.</param>
/// <param name="Ack">Who waits for its ack.</param>
internal sealed record BufferedPacket(SocketIoPacket Packet, SocketIoMessages Messages, SendFlags Flags, long Cost, SingleAck? Ack);
