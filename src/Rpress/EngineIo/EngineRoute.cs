namespace Rpress;

/// <summary>The path that belongs to an engine, as a route that its requests match.</summary>
internal sealed class EngineRoute : MatchedRoute
{
    private const string FilePrefix = "socket.io."; // what the client's files begin with

    private readonly EngineIoServer _server;
    private readonly string _below;
    private readonly bool _takesAllBelow;
    private readonly Func<RequestPayload, string, ResponsePayload?>? _files;

    /// <param name="server">The engine.</param>
    /// <param name="files">Answers requests for files below the path, by the rest of the path; null for what is no file.</param>
    public EngineRoute(EngineIoServer server, Func<RequestPayload, string, ResponsePayload?>? files)
        : base(server.Config.AddTrailingSlash ? WithSlash(server.Config.Path) : server.Config.Path, [], null, [])
    {
        _below = WithSlash(server.Config.Path);
        _takesAllBelow = server.Config.AddTrailingSlash;
        _server = server;
        _files = files;
    }

    /// <summary>Whether a request may open a session, as opposed to the many that go on with one, and to those for files.</summary>
    public static bool IsHandshake(RequestPayload request) => new EngineRequest(request) is { Sid: null, Transport.Length: > 0 };

    public ValueTask<ResponsePayload> HandleAsync(RequestPayload request) =>
        request.Path.Length > _below.Length && _files?.Invoke(request, request.Path[_below.Length..]) is { } file
            ? new(file)
            : _server.HandleAsync(request);

    /// <summary>Whether a request for the canonical path is the engine's: all below its path, and the path without its slash; or the path as it is given.</summary>
    public bool Matches(string path) => _takesAllBelow
        ? path.StartsWith(Pattern, StringComparison.Ordinal)
            || (path.Length == Pattern.Length - 1 && Pattern.StartsWith(path, StringComparison.Ordinal))
        : path == Pattern || (_files is not null && IsFile(path));

    private bool IsFile(string path) =>
        path.StartsWith(_below, StringComparison.Ordinal) && path.AsSpan(_below.Length).StartsWith(FilePrefix, StringComparison.Ordinal);

    private static string WithSlash(string path) => path.EndsWith('/') ? path : path + "/";
}
