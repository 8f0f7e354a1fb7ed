using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Who may join.</content>
public sealed partial class RpressNamespace
{
    /// <summary>What a client is told when the server failed.</summary>
    internal const string OpaqueMessage = "The server failed to authenticate the client.";

    private Func<AuthValues, SocketHandshake, ValueTask<AuthResult>>? _authenticate; // set under _gate, read without

    /// <summary>Decides about each client that wants to join; without it everybody may. What the client sent is empty if it sent nothing.</summary>
    /// <remarks>A <see cref="RpressException"/> that is thrown refuses the client with its message, any other exception with an opaque one and a log line.</remarks>
    /// <exception cref="InvalidOperationException">The namespace has such a function already.</exception>
    [OverloadResolutionPriority(3)]
    public void UseAuth(Func<AuthValues, AuthResult> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        SetAuth((auth, _) => new(authenticate(auth)));
    }

    /// <inheritdoc cref="UseAuth(Func{AuthValues, AuthResult})"/>
    [OverloadResolutionPriority(2)]
    public void UseAuth(Func<AuthValues, Task<AuthResult>> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        SetAuth((auth, _) => new(authenticate(auth)));
    }

    /// <summary>Decides about each client that wants to join, by the request that opened its connection too: cookies, header fields, address.</summary>
    /// <inheritdoc cref="UseAuth(Func{AuthValues, AuthResult})"/>
    [OverloadResolutionPriority(3)]
    public void UseAuth(Func<AuthValues, SocketHandshake, AuthResult> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        SetAuth((auth, handshake) => new(authenticate(auth, handshake)));
    }

    /// <inheritdoc cref="UseAuth(Func{AuthValues, SocketHandshake, AuthResult})"/>
    [OverloadResolutionPriority(2)]
    public void UseAuth(Func<AuthValues, SocketHandshake, Task<AuthResult>> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        SetAuth((auth, handshake) => new(authenticate(auth, handshake)));
    }

    internal bool HasAuth => Volatile.Read(ref _authenticate) is not null;

    /// <summary>Whether a client may join.</summary>
    internal async ValueTask<AuthResult> AuthenticateAsync(SocketHandshake handshake)
    {
        if (Volatile.Read(ref _authenticate) is not { } authenticate)
        {
            return AuthResult.Accept();
        }

        try
        {
            return await authenticate(handshake.Auth, handshake);
        }
        catch (Exception error) when (error is IRpressError)
        {
            return AuthResult.Reject(error.Message);
        }
        catch (Exception error)
        {
            LogAuthFailed(Io.Logger, Name, error);
            return AuthResult.Reject(OpaqueMessage);
        }
    }

    /// <summary>What the function returned cannot be written as JSON.</summary>
    internal void LogAuthUnwritable(NotSupportedException error) => LogAuthFailed(Io.Logger, Name, error);

    private void SetAuth(Func<AuthValues, SocketHandshake, ValueTask<AuthResult>> authenticate)
    {
        lock (_gate)
        {
            if (_authenticate is not null)
            {
                throw new InvalidOperationException($"The namespace '{Name}' has a function for UseAuth already: decide in one place.");
            }

            Volatile.Write(ref _authenticate, authenticate);
        }
    }

    [LoggerMessage(2101, LogLevel.Error, "The function that authenticates clients of {Namespace} failed.")]
    private static partial void LogAuthFailed(ILogger logger, string @namespace, Exception error);
}
