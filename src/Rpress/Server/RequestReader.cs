using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Step 1: makes the request of what the core parsed, and refuses what the core lets through and the RFCs, or our limits, do not.</summary>
internal sealed class RequestReader(ServerContext server)
{
    private const int VersionLength = 10; // " " before the target, " HTTP/1.1" after it

    private readonly OptionsSnapshot _options = server.Options;

    public RequestPayload Read(KestrelExchange exchange)
    {
        string method = exchange.Method;
        string rawTarget = exchange.RawTarget;
        RpressException? refusal = CheckConnection(exchange) ?? CheckLine(method, rawTarget) ?? CheckHeaders(exchange);
        var target = new RequestTarget("/", "");
        if (refusal is null && !RequestTarget.TryParse(rawTarget, out target, out string? error))
        {
            refusal = new(400, error!);
        }

        refusal ??= CheckAsterisk(method, target);
        if (refusal is not null)
        {
            // what a client that breaks the rules sends next is not worth reading
            exchange.CloseAfterResponse();
        }

        var request = new RequestPayload(exchange, target) { Refusal = refusal };
        exchange.Request = request;
        return request;
    }

    private static RpressException? CheckConnection(KestrelExchange exchange)
    {
        if (!exchange.IsOverLimit)
        {
            return null;
        }

        exchange.EndConnection();
        return new(503, "The server has too many connections; try again later.");
    }

    private RpressException? CheckLine(string method, string rawTarget)
    {
        if (method.Length + rawTarget.Length + VersionLength > _options.MaxRequestLineSize)
        {
            return new(414, $"The request line is longer than {_options.MaxRequestLineSize} bytes.");
        }

        // RFC 9110 §9.1: a method is a token. §9.3.6: CONNECT asks for a tunnel, which an origin server has none of.
        // RFC 8441 §4: the one for WebSocket is another thing, and reads as a GET here.
        return !HeaderSyntax.IsToken(method) ? new(400, "The method is not a token.")
            : method == "CONNECT" ? new(501, "CONNECT is not supported.")
            : null;
    }

    private RpressException? CheckHeaders(KestrelExchange exchange)
    {
        IHeaderDictionary headers = exchange.RequestHeaders;
        int names = headers.Count;
        KeyValuePair<string, StringValues>[] fields = ArrayPool<KeyValuePair<string, StringValues>>.Shared.Rent(names);
        headers.CopyTo(fields, 0);
        int count = 0;
        long size = 0;
        RpressException? refusal = null;
        for (int i = 0; i < names && refusal is null; i++)
        {
            (string name, StringValues values) = fields[i];

            // RFC 9113 §8.3: pseudo-headers are not fields, and the core has taken them apart
            refusal = name is [':', ..] ? null : CheckField(name, values, ref count, ref size);
        }

        Array.Clear(fields, 0, names);
        ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(fields);
        return refusal ?? CheckSize(count, size) ?? CheckHost(exchange) ?? CheckConnectionFields(exchange);
    }

    // RFC 6585 §5
    private RpressException? CheckSize(int count, long size)
    {
        if (count > _options.MaxRequestHeaderCount)
        {
            return new(431, $"The request has more than {_options.MaxRequestHeaderCount} header fields.");
        }

        return size > _options.MaxRequestHeadersSize
            ? new(431, $"The header section is larger than {_options.MaxRequestHeadersSize} bytes.")
            : null;
    }

    private static RpressException? CheckField(string name, in StringValues values, ref int count, ref long size)
    {
        // RFC 9110 §5.1: a field name is a token.
        if (!HeaderSyntax.IsToken(name))
        {
            return new(400, "A header name is not a token.");
        }

        for (int i = 0; i < values.Count; i++)
        {
            string value = values[i] ?? "";
            count++;
            size += name.Length + value.Length + 4;

            // RFC 9110 §5.5: control characters in a value are invalid and dangerous.
            if (HeaderSyntax.HasControl(value))
            {
                return new(400, "A header value holds a control character.");
            }
        }

        return null;
    }

    // RFC 9112 §3.2: HTTP/1.1 needs a Host; the same holds for HTTP/2's :authority (RFC 9113 §8.3.1). HTTP/1.0 knew none.
    private static RpressException? CheckHost(KestrelExchange exchange) =>
        exchange.RequestHeaders.Host is [{ Length: > 0 }] || exchange.Protocol == "HTTP/1.0"
            ? null
            : new(400, "The request names no host, or several.");

    private static RpressException? CheckConnectionFields(KestrelExchange exchange) =>
        exchange.IsHttp1 ? CheckTransferEncoding(exchange)
            : HasConnectionFields(exchange.RequestHeaders) ? new(400, "The request carries a field of the connection, which HTTP/2 does not have.")
            : null;

    // RFC 9113 §8.2.2: they make an HTTP/2 request malformed. Connection and TE are checked by the core.
    private static bool HasConnectionFields(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0 || headers.Upgrade.Count > 0 || headers.KeepAlive.Count > 0 || headers["Proxy-Connection"].Count > 0;

    // RFC 9112 §6.1: a coding that the server does not know gets 501, chunked is applied once, and in HTTP/1.0 there is no such field.
    // The core reads all of them as chunked.
    private static RpressException? CheckTransferEncoding(KestrelExchange exchange)
    {
        StringValues encoding = exchange.RequestHeaders.TransferEncoding;
        return encoding.Count == 0 ? null
            : exchange.Protocol == "HTTP/1.0" ? new(400, "HTTP/1.0 knows no Transfer-Encoding.")
            : encoding is [{ } coding] && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? null
            : new(501, "No transfer coding but chunked is supported.");
    }

    // RFC 9112 §3.2.4: "*" is for OPTIONS alone.
    private static RpressException? CheckAsterisk(string method, RequestTarget target) =>
        target.Path == RequestTarget.Asterisk && method != "OPTIONS" ? new(400, "Only OPTIONS may ask for '*'.") : null;
}
