using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>So many requests over so many connections.</summary>
internal sealed record HttpLoad(string Path, int Requests, int Connections)
{
    /// <summary>The header of that name; none if null.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>The bytes of a body that is sent, by POST; 0 asks by GET.</summary>
    public int BodySize { get; init; }

    /// <summary>How many requests at a time a connection has in HTTP/2; null is HTTP/1.1.</summary>
    public int? Streams { get; init; }

    /// <summary>How long requests are sent, whatever their count; null sends the count.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When what sends it is ended: a load takes seconds, and one that hangs is not to cost the other scenarios their figures.</summary>
    public TimeSpan Bound => TimeSpan.FromMinutes(2) + (Duration ?? TimeSpan.Zero);

    public override string ToString() => string.Join(", ", new[]
    {
        Duration is { } duration ? $"{duration.TotalSeconds:0.#} s" : string.Create(CultureInfo.InvariantCulture, $"{Requests:#,0} requests"),
        string.Create(CultureInfo.InvariantCulture, $"{Connections:#,0} connections"),
        Streams is { } streams ? $"{streams} streams at a time in each, HTTP/2 with TLS" : "",
        $"{(BodySize > 0 ? "POST " : "")}`{Path}`",
        AcceptEncoding is { } encoding ? $"`Accept-Encoding: {encoding}`" : "",
    }.Where(part => part.Length > 0));
}
