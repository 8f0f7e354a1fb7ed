using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Who may join.</content>
public sealed partial class RpressNamespace
{
    private const string OpaqueMessage = "The server failed to authenticate the client.";

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

    /// <summary>Whether a client may join. Claims and data are written here as well: their getters are the user's code.</summary>
    internal async ValueTask<AdmissionDecision> AuthenticateAsync(SocketHandshake handshake)
    {
        try
        {
            AuthResult result = await _authenticate!(handshake.Auth, handshake)
                ?? throw new InvalidOperationException("The function returned null: return AuthResult.Accept() or AuthResult.Reject(message).");
            return result.IsAccepted
                ? new(AuthValues.Claims(result.Claims, Io.Json), null)
                : Refuse(result.Message, result.Data);
        }
        catch (Exception error) when (error is IRpressError)
        {
            return Refuse(error.Message);
        }
        catch (Exception error)
        {
            LogAuthFailed(Io.Logger, Name, error);
            return Refuse(OpaqueMessage);
        }
    }

    private AdmissionDecision Refuse(string message, object? data = null) => new(null, SocketIoEncoder.ConnectError(Name, message, data, Io.Json));

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
