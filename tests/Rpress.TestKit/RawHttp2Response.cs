using System.Text;

namespace Rpress.TestKit;

/// <summary>What became of one HTTP/2 stream.</summary>
public sealed class RawHttp2Response
{
    /// <summary>The status code, 0 if no header block arrived.</summary>
    public int Status { get; init; }

    /// <summary>The header fields in order, without pseudo-headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The trailer fields in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    /// <summary>The status codes of the 1xx header blocks that came first.</summary>
    public IReadOnlyList<int> Interim { get; init; } = [];

    /// <summary>The body as far as it arrived.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Whether the peer ended the stream in order.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The error code of RST_STREAM, null if the stream was not reset.</summary>
    public int? ResetErrorCode { get; init; }

    /// <summary>The error code of GOAWAY, null if none arrived.</summary>
    public int? GoAwayErrorCode { get; init; }

    /// <summary>Whether the connection ended before the stream did.</summary>
    public bool IsConnectionClosed { get; init; }

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The values of a field joined with a comma, null if it is missing.</summary>
    public string? Header(string name) => HeaderValues(name) is { Count: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>The values of all lines of a field, in order.</summary>
    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
