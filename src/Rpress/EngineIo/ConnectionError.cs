namespace Rpress;

/// <summary>A request that the engine has refused.</summary>
public sealed class ConnectionError
{
    internal ConnectionError(EngineError code, string message, ConnectionErrorContext context, RequestPayload request)
    {
        Code = (int)code;
        Message = message;
        Context = context;
        Request = request;
    }

    /// <summary>The code that the client is told.</summary>
    /// <value>0 to 5, as in the guide's table of refusals.</value>
    public int Code { get; }

    /// <summary>The message that the client is told.</summary>
    public string Message { get; }

    /// <summary>What it is about.</summary>
    public ConnectionErrorContext Context { get; }

    /// <summary>The request. It ends when the handlers have: copy what is needed later.</summary>
    public RequestPayload Request { get; }
}
