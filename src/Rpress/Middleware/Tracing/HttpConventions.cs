using System.Globalization;

namespace Rpress;

/// <summary>Names and values of OpenTelemetry's semantic conventions for HTTP, which spans and measurements share.</summary>
internal static class HttpConventions
{
    public const string Method = "http.request.method";
    public const string Scheme = "url.scheme";
    public const string Route = "http.route";
    public const string Status = "http.response.status_code";
    public const string ProtocolVersion = "network.protocol.version";
    public const string ErrorType = "error.type";

    /// <summary>Stands for every method that is not known.</summary>
    public const string OtherMethod = "_OTHER";

    private static readonly object?[] _statuses = new object?[600];

    public static string MethodOf(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" or "TRACE" or "CONNECT" => method,
        _ => OtherMethod,
    };

    public static string VersionOf(string protocol) => protocol switch
    {
        "HTTP/1.1" => "1.1",
        "HTTP/2" => "2",
        _ => protocol["HTTP/".Length..],
    };

    /// <summary>The exception's type or, for an answer that blames the server, its status; null where nothing is wrong with the server.</summary>
    public static string? ErrorTypeOf(Exception? failure, int? status) =>
        failure is not null ? failure.GetType().FullName
            : status >= 500 ? status.Value.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>The status as an object, made once for each.</summary>
    public static object StatusTag(int status) => _statuses[status] ??= status;
}
