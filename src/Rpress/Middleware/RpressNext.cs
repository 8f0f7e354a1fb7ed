namespace Rpress;

/// <summary>Calls what comes after a middleware: the next middleware, and in the end the handler. It may be called once for a request.</summary>
public delegate ValueTask<ResponsePayload> RpressNext(RequestPayload request);
