using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends events of a client's socket in a certain way; acks may be waited for with a limit.</summary>
/// <remarks>Immutable: every member returns another, so one can be kept and used again.</remarks>
public sealed class ClientSocketOperator : AckSender
{
    private readonly ClientSocket _socket;

    internal ClientSocketOperator(ClientSocket socket) => _socket = socket;

    /// <inheritdoc cref="ClientSocket.Volatile"/>
    public ClientSocketOperator Volatile => With(Flags | SendFlags.Volatile);

    internal SendFlags Flags { get; init; }

    private TimeSpan? Limit { get; init; }

    /// <inheritdoc cref="ClientSocket.Compress"/>
    public ClientSocketOperator Compress(bool compress) => With(compress ? Flags & ~SendFlags.Uncompressed : Flags | SendFlags.Uncompressed);

    /// <inheritdoc cref="ClientSocket.Timeout"/>
    public ClientSocketOperator Timeout(TimeSpan timeout) => new(_socket) { Flags = Flags, Limit = AckTime.Require(timeout) };

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        _socket.Emit(eventName, arguments, Flags, Limit);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        _socket.RequestAsync(eventName, arguments, Limit, Flags, cancellationToken);

    private ClientSocketOperator With(SendFlags flags) => new(_socket) { Flags = flags, Limit = Limit };
}
