using System.Text;

namespace Rpress.TestKit;

/// <summary>One HTTP/1.1 response as it stood on the wire.</summary>
public sealed class RawHttpResponse
{
    /// <summary>The first line, without its CRLF.</summary>
    public required string StatusLine { get; init; }

    /// <summary>The status code.</summary>
    public required int Status { get; init; }

    /// <summary>The header lines in order, duplicates kept.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body without its framing.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The trailer lines of a chunked body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    /// <summary>The 1xx responses that came before this one.</summary>
    public IReadOnlyList<RawHttpResponse> Interim { get; init; } = [];

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The single value of a header, null if it is missing.</summary>
    /// <exception cref="InvalidDataException">The header stands there more than once.</exception>
    public string? Header(string name) => HeaderValues(name) switch
    {
        [] => null,
        [var value] => value,
        var values => throw new InvalidDataException($"{name} stands there {values.Count} times: {string.Join(" | ", values)}"),
    };

    /// <summary>The values of all lines of a header, in order.</summary>
    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
