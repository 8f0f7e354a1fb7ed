namespace Rpress;

/// <summary>Wraps what comes after it: answers itself, or calls <paramref name="next"/> and returns its response, changed or not.</summary>
/// <remarks>Refusals (<see cref="RpressException"/>, <see cref="IRpressError"/>), 404 and 405 come back from <paramref name="next"/> as responses; an unexpected exception comes as an exception.</remarks>
public delegate ValueTask<ResponsePayload> RpressMiddleware(RequestPayload request, RpressNext next);
