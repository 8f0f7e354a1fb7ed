namespace Rpress;

/// <summary>Gives each request its id, and the response the same in <c>X-Request-ID</c>.</summary>
internal static class RequestIdMiddleware
{
    private const string Header = "X-Request-ID";
    private const int LongestTrusted = 128;

    public static void Assign(RequestPayload request, bool trustIncoming)
    {
        HttpExchange exchange = request.Exchange;
        request.AssignedId = trustIncoming && exchange.RequestHeaders[Header] is [{ } incoming] && IsUsable(incoming)
            ? incoming
            : RequestIds.Create();
        WriteHeader(request);
    }

    public static void WriteHeader(RequestPayload request) => request.Exchange.ResponseHeaders[Header] = request.AssignedId;

    // it goes into logs and into a header: a token of bounded length cannot forge either
    private static bool IsUsable(string id) => id.Length <= LongestTrusted && HeaderSyntax.IsToken(id);
}
