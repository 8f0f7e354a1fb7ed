namespace Rpress;

/// <summary>What a refusal is about; a property that has nothing to do with it is null.</summary>
public sealed class ConnectionErrorContext
{
    internal const string InvalidOrigin = "INVALID_ORIGIN";
    internal const string TransportMismatch = "TRANSPORT_MISMATCH";
    internal const string TransportHandshakeError = "TRANSPORT_HANDSHAKE_ERROR";
    internal const string MiddlewareFailure = "MIDDLEWARE_FAILURE";

    internal ConnectionErrorContext()
    {
    }

    /// <summary>What went wrong, in Node's word for it.</summary>
    /// <value><c>INVALID_ORIGIN</c>, <c>TRANSPORT_MISMATCH</c>, <c>TRANSPORT_HANDSHAKE_ERROR</c>, <c>MIDDLEWARE_FAILURE</c>, or null where the code says all.</value>
    public string? Name { get; internal init; }

    /// <summary>The session that was asked for.</summary>
    public string? Sid { get; internal init; }

    /// <summary>The request's method.</summary>
    public string? Method { get; internal init; }

    /// <summary>The transport that was asked for.</summary>
    public string? Transport { get; internal init; }

    /// <summary>The transport that the session has.</summary>
    public string? PreviousTransport { get; internal init; }

    /// <summary>Where the page comes from that opened a WebSocket.</summary>
    public string? Origin { get; internal init; }

    /// <summary>The version of the protocol that was asked for.</summary>
    public string? Protocol { get; internal init; }

    /// <summary>The reason that the application gave, or the message of what it threw.</summary>
    public string? Message { get; internal init; }
}
