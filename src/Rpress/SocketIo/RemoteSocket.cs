namespace Rpress;

/// <summary>A socket of this or of another server, as it was when it was asked for.</summary>
public sealed class RemoteSocket : EventSender
{
    private readonly BroadcastOperator _socket;

    internal RemoteSocket(RpressNamespace @namespace, SocketDetails details)
    {
        _socket = @namespace.To(details.Id);
        Id = details.Id;
        Handshake = details.Handshake;
        Rooms = details.Rooms;
        Data = details.Data;
    }

    /// <inheritdoc cref="RpressSocket.Id"/>
    public string Id { get; }

    /// <inheritdoc cref="RpressSocket.Handshake"/>
    public SocketHandshake Handshake { get; }

    /// <summary>The rooms that the socket was in.</summary>
    public IReadOnlyCollection<string> Rooms { get; }

    /// <summary>What the application keeps with it. Of a socket of another server it is a copy.</summary>
    public SocketData Data { get; }

    /// <summary>Puts the socket into rooms.</summary>
    public Task JoinAsync(params string[] rooms) => _socket.SocketsJoinAsync(rooms);

    /// <summary>Takes the socket out of a room.</summary>
    public Task LeaveAsync(string room) => _socket.SocketsLeaveAsync(room);

    /// <inheritdoc cref="RpressSocket.DisconnectAsync"/>
    public Task DisconnectAsync(bool close = false) => _socket.DisconnectSocketsAsync(close);

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => _socket.EmitArgumentsAsync(eventName, arguments);

    /// <summary>Sends events whose ack is waited for no longer than that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or more than 49 days.</exception>
    public AckSender Timeout(TimeSpan timeout) => new RemoteAckOperator(_socket, timeout);
}
