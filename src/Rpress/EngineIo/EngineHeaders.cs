namespace Rpress;

/// <summary>The header fields of a response of the engine, for handlers that add to them.</summary>
/// <remarks>Not thread-safe; of no effect once the handler is done.</remarks>
public sealed class EngineHeaders
{
    internal EngineHeaders(ResponsePayload response) => Response = response;

    /// <summary>The response with what was added so far.</summary>
    internal ResponsePayload Response { get; private set; }

    /// <summary>The first value of a field, or null.</summary>
    public string? this[string name] => Response.Headers[name];

    /// <summary>Sets a field in place of those of its name; <c>Set-Cookie</c> is added to.</summary>
    /// <exception cref="ArgumentException">As for <see cref="ResponsePayload.WithHeader"/>.</exception>
    public void Set(string name, string value) => Response = Response.WithHeader(name, value);

    /// <summary>Adds one more field of the name.</summary>
    /// <exception cref="ArgumentException">As for <see cref="ResponsePayload.WithHeader"/>.</exception>
    public void Append(string name, string value) => Response = Response.WithAppendedHeader(name, value);

    /// <summary>Sets one more cookie.</summary>
    /// <exception cref="ArgumentException">As for <see cref="ResponsePayload.WithCookie"/>.</exception>
    public void AddCookie(RpressCookie cookie) => Response = Response.WithCookie(cookie);
}
