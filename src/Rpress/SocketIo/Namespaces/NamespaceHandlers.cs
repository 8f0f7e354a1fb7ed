using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What an application has set for a namespace: who may join, and what is done then.</summary>
internal sealed class NamespaceHandlers
{
    private bool _hasAuth; // set atomically, once

    public NamespaceHandlers(string name) => Name = Label = name;

    /// <summary>Those of a namespace that a client's wish has made: it begins with what has been set for its kind.</summary>
    public NamespaceHandlers(string name, NamespaceHandlers parent)
    {
        Name = name;
        Label = parent.Name;
        Connection = new(parent.Connection.All);
        ArgumentError = new(parent.ArgumentError.All);
        Admission = new(parent.Admission.All);
        _hasAuth = parent._hasAuth;
    }

    public string Name { get; }

    public string Label { get; }

    public HandlerList<Func<RpressSocket, Task>> Connection { get; } = new();

    public HandlerList<Func<RpressSocket, string, EventArgumentException, Task>> ArgumentError { get; } = new();

    public HandlerList<AdmissionStage> Admission { get; } = new();

    public void AddMiddleware(Func<RpressSocket, Func<Task>, Task> middleware) => Admission.Add(async (socket, next) =>
    {
        // who does not call the next one refuses
        var decision = new AdmissionDecision("Connection refused.");
        await middleware(socket, async () => decision = await next());
        return decision;
    });

    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public void SetAuth(Func<AuthValues, SocketHandshake, ValueTask<AuthResult>> authenticate)
    {
        if (Interlocked.Exchange(ref _hasAuth, true))
        {
            throw new InvalidOperationException($"The namespace '{Name}' has a function for UseAuth already: decide in one place.");
        }

        Admission.Add(async (socket, next) =>
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
}
