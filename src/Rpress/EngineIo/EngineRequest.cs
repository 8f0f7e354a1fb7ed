namespace Rpress;

/// <summary>The parameters that a client's request carries.</summary>
internal readonly struct EngineRequest(RequestPayload request)
{
    public string Transport { get; } = request.Query["transport"] ?? "";

    /// <summary>The session's id; null in a handshake.</summary>
    public string? Sid { get; } = request.Query["sid"] is { Length: > 0 } sid ? sid : null;

    /// <summary>engine.io v4: the version of the protocol.</summary>
    public bool IsVersion4 => Version == "4";

    public string? Version => request.Query["EIO"];

    /// <summary>Whether the client wants binary as Base64 on every transport.</summary>
    public bool WantsBase64 => request.Query["b64"] is { } value && value != "0";
}
