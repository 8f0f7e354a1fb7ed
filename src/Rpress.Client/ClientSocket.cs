using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A client's end of a namespace: it sends events to the server, and handles the server's.</summary>
/// <remarks>
/// Thread-safe. What is emitted while the socket is not connected waits, and is sent once it is. Handlers run one after the other, in the order
/// of the events, and away from the connection: they may wait for acks, disconnect and dispose.
/// </remarks>
public partial class ClientSocket : EventSocket
{
    private readonly ClientEventPump _pump;

    /// <summary>Makes a socket of a client, or without one the client itself.</summary>
    internal ClientSocket(
        string @namespace, ClientConnection connection, object? auth, Func<CancellationToken, ValueTask<object?>>? authProvider, SocketIoClient? client = null)
    {
        Client = client ?? (SocketIoClient)this;
        Namespace = @namespace;
        Connection = connection;
        Auth = auth;
        AuthProvider = authProvider;
        _acks = new(connection.Settings.MaxPendingAcks);
        _pump = new(this, connection);
        _retries = new(this, connection);
        _pump.Open();
    }

    /// <summary>The client whose connection the socket uses.</summary>
    public SocketIoClient Client { get; }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The id that the server gave the socket; null while it is not connected.</summary>
    public string? Id { get; private set; }

    /// <summary>Whether the namespace is joined.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Whether the socket is connected, or will be by itself if that is possible.</summary>
    public bool IsActive => _isActive;

    /// <summary>Whether the socket went on after its connection had broken off, with all that it would have missed.</summary>
    public bool Recovered { get; private set; }

    /// <summary>What is sent to join the namespace, from the next attempt on: an object, or null for nothing.</summary>
    /// <value>Default <see cref="SocketIoClientOptions.Auth"/>.</value>
    /// <exception cref="ArgumentException">It is no object in JSON.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows its type.</exception>
    public object? Auth
    {
        get;
        set
        {
            ConnectPayload.Write(value, Json);
            field = value;
        }
    }

    /// <summary>Makes what is sent to join the namespace, asked at each attempt; it goes before <see cref="Auth"/>.</summary>
    /// <value>Default <see cref="SocketIoClientOptions.AuthProvider"/>. A failure of it fails the attempt.</value>
    public Func<CancellationToken, ValueTask<object?>>? AuthProvider { get; set; }

    /// <summary>Sends events only if they can be written at once: while the socket is not connected, or still writes what went before, they are dropped.</summary>
    public ClientSocketOperator Volatile => new(this) { Flags = SendFlags.Volatile };

    /// <summary>What the socket shares with the client's others.</summary>
    internal ClientConnection Connection { get; }

    internal override JsonSerializerOptions Json => Connection.Settings.Json;

    private Lock Gate => Connection.Gate;

    private ClientSettings Settings => Connection.Settings;

    /// <summary>Sends events whose acks are waited for no longer than that; then <see cref="TimeoutException"/> is thrown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or more than 49 days.</exception>
    public ClientSocketOperator Timeout(TimeSpan timeout) => new ClientSocketOperator(this).Timeout(timeout);

    /// <summary>Whether what is sent may be compressed, where <see cref="SocketIoClientOptions.PerMessageDeflate"/> was agreed on; it may, unless told otherwise.</summary>
    public ClientSocketOperator Compress(bool compress) => new ClientSocketOperator(this).Compress(compress);

    /// <summary>Begins to connect and returns; it is tried until it succeeds, is refused or given up. Handlers are told what becomes of it.</summary>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public void Connect() => Connection.Connect(this, failsFast: false);

    /// <summary>Connects, and waits until the namespace is joined.</summary>
    /// <param name="cancellationToken">Ends the wait, and the attempt if nobody else wants it.</param>
    /// <exception cref="SocketConnectException">The server refused, or could not be reached; it is not tried again. Where <see cref="Connect"/> or a lost connection had begun it, it is waited for until it is given up.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task outcome = Connection.Connect(this, failsFast: true);
        try
        {
            await outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Connection.StopWaiting(this, cancellationToken.IsCancellationRequested);
        }
    }

    /// <summary>Leaves the namespace; the connection is closed if it was the last one, which is waited for, 5 seconds at most.</summary>
    public Task DisconnectAsync() => Connection.DisconnectAsync(this);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Too much waits to be sent (<see cref="SocketIoClientOptions.MaxSendQueueSize"/>).</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        Emit(eventName, arguments, SendFlags.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>While the socket is not connected, the event and its ack wait for that.</remarks>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public override Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        RequestAsync(eventName, arguments, null, SendFlags.None, cancellationToken);

    /// <summary>Sends the answer to an event, if the connection that the event came on still stands.</summary>
    internal void SendAck(EngineConnection engine, ulong id, IReadOnlyList<object?> arguments)
    {
        SocketIoPacket packet = SocketIoEncoder.Ack(Namespace, id, arguments, Json);
        SocketIoMessages messages = Settings.Parser.Encode(packet);
        lock (Gate)
        {
            if (_isConnected && _engine == engine)
            {
                // a server that asks and does not read is no reason to keep all answers
                long cost = SendBudget.CostOf(packet);
                Connection.Budget.Take(cost);
                engine.Send(messages, SendFlags.None, cost);
            }
        }
    }
}
