namespace Rpress;

/// <summary>Answers a method that a path does not serve, with those it does.</summary>
internal static class AllowHeader
{
    // RFC 9110 §15.5.6: 405 carries Allow. §9.3.7: so does the answer to OPTIONS.
    public static ResponsePayload Answer(RequestPayload request, string allowed) => request.Method == "OPTIONS"
        ? ResponsePayload.Empty().WithHeader("Allow", allowed)
        : ResponsePayload.Error(405, $"{request.Method} is not allowed here; allowed: {allowed}").WithHeader("Allow", allowed).Resolve(request);
}
