namespace Rpress;

/// <summary>What handlers are told of reconnections, in order with what happens to the client's main socket.</summary>
internal sealed class ReconnectionEvents
{
    private ClientSocket? _socket;

    public ClientEvent<int> Attempted { get; } = new("reconnect_attempt");

    public ClientEvent<int> Succeeded { get; } = new("reconnect");

    public ClientEvent<SocketConnectException> Failed { get; } = new("reconnect_error");

    public ClientEvent<object?> GivenUp { get; } = new("reconnect_failed");

    /// <summary>Sets the socket with whose events they are in order; called once, before the client connects.</summary>
    public void Attach(ClientSocket socket) => _socket = socket;

    public void Attempt(int attempt) => _socket!.Happen(Attempted, attempt);

    public void Succeed(int attempt) => _socket!.Happen(Succeeded, attempt);

    public void Fail(SocketConnectException error) => _socket!.Happen(Failed, error);

    public void GiveUp() => _socket!.Happen(GivenUp, null);
}
