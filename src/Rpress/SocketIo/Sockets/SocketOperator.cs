using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends events to one socket in a certain way; acks may be waited for with a limit.</summary>
/// <remarks>Immutable: every member returns another, so one can be kept and used again.</remarks>
public sealed class SocketOperator : AckSender
{
    private readonly RpressSocket _socket;

    internal SocketOperator(RpressSocket socket) => _socket = socket;

    /// <inheritdoc cref="RpressSocket.Volatile"/>
    public SocketOperator Volatile => With(Flags | SendFlags.Volatile);

    internal SendFlags Flags { get; init; }

    private TimeSpan Limit { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <inheritdoc cref="RpressSocket.Compress"/>
    public SocketOperator Compress(bool compress) => With(compress ? Flags & ~SendFlags.Uncompressed : Flags | SendFlags.Uncompressed);

    /// <inheritdoc cref="RpressSocket.Timeout"/>
    public SocketOperator Timeout(TimeSpan timeout) => new(_socket) { Flags = Flags, Limit = AckTime.Require(timeout) };

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => _socket.EmitAsync(eventName, arguments, Flags);

    /// <inheritdoc/>
    public override Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        _socket.RequestAsync(eventName, arguments, Limit, Flags, cancellationToken);

    private SocketOperator With(SendFlags flags) => new(_socket) { Flags = flags, Limit = Limit };
}
