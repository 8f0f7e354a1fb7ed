using System.Text;

namespace Rpress.ConformanceServer;

/// <summary>What outside suites ask for; every route answers the seven known methods.</summary>
internal static class ConformanceRoutes
{
    private static readonly string[] _methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>A request to <c>/</c> that has a body gets it back, whatever its method.</summary>
    public static async ValueTask<ResponsePayload> EchoBodyAsync(RequestPayload request, RpressNext next) =>
        request.Path == "/" && request.Body.Length != 0
            ? ResponsePayload.Bytes(await request.Body.ReadBytesAsync(), "text/plain")
            : await next(request);

    public static RpressRoutes Create()
    {
        var routes = new RpressRoutes();
        foreach (string method in _methods)
        {
            routes.Map(method, "/", _ => "OK");
            routes.Map(method, "/echo", request => Lines(request.Headers, ": "));
            routes.Map(method, "/cookie", request => Lines(request.Cookies, "="));
        }

        return routes;
    }

    private static string Lines(IEnumerable<KeyValuePair<string, string>> pairs, string separator)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in pairs)
        {
            text.Append(name).Append(separator).Append(value).Append('\n');
        }

        return text.ToString();
    }
}
