using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What an application has set for a namespace: who may join, and what is done then.</summary>
/// <remarks>The arrays are replaced under the lock, and read without.</remarks>
internal sealed class NamespaceHandlers
{
    private readonly Lock _gate = new();
    private Func<RpressSocket, Task>[] _connection = [];
    private Func<RpressSocket, string, EventArgumentException, Task>[] _argumentError = [];
    private AdmissionStage[] _admission = [];
    private bool _hasAuth; // guarded by _gate

    public NamespaceHandlers(string name) => Name = Label = name;

    /// <summary>Those of a namespace that a client's wish has made: it begins with what has been set for its kind.</summary>
    public NamespaceHandlers(string name, NamespaceHandlers parent)
        : this(name)
    {
        _connection = parent.Connection;
        _argumentError = parent.ArgumentError;
        _admission = parent.Admission;
        _hasAuth = parent._hasAuth;
        Label = parent.Name;
    }

    public string Name { get; }

    public string Label { get; }

    public Func<RpressSocket, Task>[] Connection => Volatile.Read(ref _connection);

    public Func<RpressSocket, string, EventArgumentException, Task>[] ArgumentError => Volatile.Read(ref _argumentError);

    public AdmissionStage[] Admission => Volatile.Read(ref _admission);

    public void AddConnectionHandler(Func<RpressSocket, Task> handler)
    {
        lock (_gate)
        {
            Volatile.Write(ref _connection, [.. _connection, handler]);
        }
    }

    public void AddArgumentErrorHandler(Func<RpressSocket, string, EventArgumentException, Task> handler)
    {
        lock (_gate)
        {
            Volatile.Write(ref _argumentError, [.. _argumentError, handler]);
        }
    }

    public void AddMiddleware(Func<RpressSocket, Func<Task>, Task> middleware) => AddStage(async (socket, next) =>
    {
        // who does not call the next one refuses
        var decision = new AdmissionDecision("Connection refused.");
        await middleware(socket, async () => decision = await next());
        return decision;
    });

    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public void SetAuth(Func<AuthValues, SocketHandshake, ValueTask<AuthResult>> authenticate)
    {
        lock (_gate)
        {
            if (_hasAuth)
            {
                throw new InvalidOperationException($"The namespace '{Name}' has a function for UseAuth already: decide in one place.");
            }

            _hasAuth = true;
        }

        AddStage(async (socket, next) =>
        {
            AuthResult result = await authenticate(socket.Handshake.Auth, socket.Handshake)
                ?? throw new InvalidOperationException("The function returned null: return AuthResult.Accept() or AuthResult.Reject(message).");
            if (!result.IsAccepted)
            {
                return new(result.Message, result.Data);
            }

            socket.Auth = AuthValues.Claims(result.Claims, socket.Namespace.Io.Json);
            return await next();
        });
    }

    private void AddStage(AdmissionStage stage)
    {
        lock (_gate)
        {
            Volatile.Write(ref _admission, [.. _admission, stage]);
        }
    }
}
