namespace Rpress.TestKit;

/// <summary>Theory data: every HTTP case runs on each of these protocols.</summary>
public static class HttpProtocols
{
    /// <summary>All protocols, one row each.</summary>
    public static IReadOnlyList<object[]> All { get; } =
        [[HttpProtocolKind.Http1], [HttpProtocolKind.Http1Tls], [HttpProtocolKind.Http2Tls]];

    /// <summary>The two HTTP/1.1 protocols, for what HTTP/2 does not have.</summary>
    public static IReadOnlyList<object[]> Http1Only { get; } =
        [[HttpProtocolKind.Http1], [HttpProtocolKind.Http1Tls]];
}
