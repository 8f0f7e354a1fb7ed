using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Who may join: middleware, in the order in which it was added.</content>
public abstract partial class SocketGroup
{
    /// <summary>Adds middleware for each client that wants to join: it lets it go on to the next by calling that, and refuses it with an exception.</summary>
    /// <remarks>
    /// A <see cref="SocketMiddlewareException"/> refuses with its message and data, an <see cref="IRpressError"/> with its message, any other
    /// exception with an opaque message and a log line; so does middleware that does not call the next. Rooms that are joined here are kept.
    /// </remarks>
    public void Use(Func<RpressSocket, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Handlers.AddMiddleware(middleware);
    }

    /// <summary>Decides about each client that wants to join; without it everybody may. What the client sent is empty if it sent nothing.</summary>
    /// <remarks>
    /// It is middleware, and runs where it was added among the other. An <see cref="IRpressError"/> that is thrown refuses the client with its
    /// message, any other exception with an opaque one and a log line.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The namespace has such a function already.</exception>
    [OverloadResolutionPriority(3)]
    public void UseAuth(Func<AuthValues, AuthResult> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        Handlers.SetAuth((auth, _) => new(authenticate(auth)));
    }

    /// <inheritdoc cref="UseAuth(Func{AuthValues, AuthResult})"/>
    [OverloadResolutionPriority(2)]
    public void UseAuth(Func<AuthValues, Task<AuthResult>> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        Handlers.SetAuth((auth, _) => new(authenticate(auth)));
    }

    /// <summary>Decides about each client that wants to join, by the request that opened its connection too: cookies, header fields, address.</summary>
    /// <inheritdoc cref="UseAuth(Func{AuthValues, AuthResult})"/>
    [OverloadResolutionPriority(3)]
    public void UseAuth(Func<AuthValues, SocketHandshake, AuthResult> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        Handlers.SetAuth((auth, handshake) => new(authenticate(auth, handshake)));
    }

    /// <inheritdoc cref="UseAuth(Func{AuthValues, SocketHandshake, AuthResult})"/>
    [OverloadResolutionPriority(2)]
    public void UseAuth(Func<AuthValues, SocketHandshake, Task<AuthResult>> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        Handlers.SetAuth((auth, handshake) => new(authenticate(auth, handshake)));
    }
}
