using System.Globalization;

namespace Rpress.TestKit;

/// <summary>Reads exactly one HTTP/1.1 response and is strict about its framing.</summary>
internal static class RawHttpResponseReader
{
    public static async Task<RawHttpResponse> ReadAsync(WireReader reader, bool head, CancellationToken token)
    {
        var interim = new List<RawHttpResponse>();
        while (true)
        {
            var start = await ReadHeadAsync(reader, token);

            // 101 ends the HTTP part of the connection, the other 1xx announce a response
            if (start.Status is < 200 and not 101)
            {
                interim.Add(start);
                continue;
            }

            var (body, trailers) = HasBody(start, head) ? await ReadBodyAsync(reader, start, token) : ([], []);
            return new RawHttpResponse
            {
                StatusLine = start.StatusLine,
                Status = start.Status,
                Headers = start.Headers,
                Body = body,
                Trailers = trailers,
                Interim = interim,
            };
        }
    }

    private static async Task<RawHttpResponse> ReadHeadAsync(WireReader reader, CancellationToken token)
    {
        var statusLine = await reader.ReadLineAsync(token);
        var parts = statusLine.Split(' ', 3);
        if (parts.Length < 3 || !parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || parts[1].Length != 3
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            throw new InvalidDataException($"Not a status line: '{statusLine}'");
        }

        return new RawHttpResponse { StatusLine = statusLine, Status = status, Headers = await ReadFieldsAsync(reader, token) };
    }

    private static async Task<List<KeyValuePair<string, string>>> ReadFieldsAsync(WireReader reader, CancellationToken token)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (await reader.ReadLineAsync(token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[..colon].Contains(' ', StringComparison.Ordinal))
            {
                throw new InvalidDataException($"Not a field line: '{line}'");
            }

            fields.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return fields;
    }

    private static bool HasBody(RawHttpResponse start, bool head) => !head && start.Status is not (101 or 204 or 304);

    private static async Task<(byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Trailers)> ReadBodyAsync(
        WireReader reader, RawHttpResponse start, CancellationToken token)
    {
        var length = start.Header("Content-Length");
        if (start.Header("Transfer-Encoding") is { } encoding)
        {
            return encoding == "chunked" && length is null
                ? await ReadChunksAsync(reader, token)
                : throw new InvalidDataException($"Transfer-Encoding '{encoding}' with Content-Length '{length}'.");
        }

        if (length is not null)
        {
            return (await reader.ReadExactlyAsync(int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture), token), []);
        }

        var body = await reader.ReadToEndAsync(token);
        return reader.IsReset
            ? throw new EndOfStreamException($"Expected a body that ends by close, but after {body.Length} bytes {reader.EndReason}.")
            : (body, []);
    }

    private static async Task<(byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Trailers)> ReadChunksAsync(
        WireReader reader, CancellationToken token)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var sizeLine = await reader.ReadLineAsync(token);
            if (!int.TryParse(sizeLine, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
            {
                throw new InvalidDataException($"Not a chunk size: '{sizeLine}'");
            }

            if (size == 0)
            {
                return (body.ToArray(), await ReadFieldsAsync(reader, token));
            }

            body.Write(await reader.ReadExactlyAsync(size, token));
            if (await reader.ReadLineAsync(token) is { Length: > 0 } rest)
            {
                throw new InvalidDataException($"A chunk of {size} bytes is followed by '{rest}'.");
            }
        }
    }
}
