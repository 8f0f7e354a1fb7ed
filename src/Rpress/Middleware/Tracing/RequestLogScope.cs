using System.Collections;

namespace Rpress;

/// <summary>What log lines written during a request carry. A copy: work that outlives the request still logs with it.</summary>
internal sealed class RequestLogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _requestId;
    private readonly string _method;
    private readonly string _path;
    private readonly string? _route;

    public RequestLogScope(RequestPayload request)
    {
        _requestId = request.RequestId;
        _path = request.Path;

        // a refused one may hold anything; all else that stands here has been checked
        _method = request.Refusal is null ? request.Method : HeaderSyntax.Printable(request.Method);
        _route = request.RoutePattern;
    }

    public int Count => _route is null ? 3 : 4;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("RequestId", _requestId),
        1 => new("Method", _method),
        2 => new("Path", _path),
        3 when _route is not null => new("Route", _route),
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, $"The scope has {Count} values."),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As loggers without structure print it.</summary>
    public override string ToString() => _route is null
        ? $"RequestId:{_requestId} Method:{_method} Path:{_path}"
        : $"RequestId:{_requestId} Method:{_method} Path:{_path} Route:{_route}";
}
