using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>An event that is sent until it is acked.</summary>
/// <param name="Packet">The event.</param>
/// <param name="Flags">How it is sent.</param>
/// <param name="Timeout">How long each try waits for the ack; null for the client's setting.</param>
/// <param name="Ack">Who waits for the ack; null if nobody does.</param>
/// <param name="CancellationToken">Takes the event back.</param>
internal sealed record RetriedEvent(
    SocketIoPacket Packet, SendFlags Flags, TimeSpan? Timeout, TaskCompletionSource<EventArguments>? Ack, CancellationToken CancellationToken);
