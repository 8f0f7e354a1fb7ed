using System.Diagnostics;
using System.Net;

namespace Rpress;

/// <summary>What a session keeps of the request that opened it.</summary>
internal sealed class SessionHandshake
{
    /// <summary>Every field line.</summary>
    public required KeyValuePair<string, string>[] Headers { get; init; }

    public required string Url { get; init; }

    public required string Query { get; init; }

    public required IPAddress? Address { get; init; }

    public required bool IsSecure { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The request's span, where it has one.</summary>
    public ActivityLink[]? SpanLinks { get; init; }

    public static SessionHandshake Of(RequestPayload request) => new()
    {
        Headers = [.. request.Headers],
        Url = request.RawTarget,
        Query = request.QueryString,
        Address = request.RemoteAddress,
        IsSecure = request.Scheme == "https",
        SpanLinks = Activity.Current is { } span ? [new(span.Context)] : null,
        IssuedAt = request.Exchange.Settings.Time.GetUtcNow(),
    };
}
