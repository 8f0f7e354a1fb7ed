using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>The only one that starts a response: status, headers, content.</summary>
internal sealed class ResponseWriter(ServerContext server)
{
    // more than this is flushed in pieces, so that a large body does not lie in the connection's buffer a second time
    private const int LargestSingleFlush = 256 * 1024;

    private readonly string? _serverHeader = server.Options.ServerHeader;

    public ValueTask WriteAsync(KestrelExchange exchange, RequestPayload request, ResponsePayload payload)
    {
        if (ReferenceEquals(payload, ResponsePayload.ClientClosed))
        {
            exchange.Abort();
            return ValueTask.CompletedTask;
        }

        // Step 1: whatever has become of the payload on its way, its content is ready now
        payload = payload.Resolve(request);

        // Step 2: status and headers
        IHeaderDictionary headers = exchange.ResponseHeaders;
        exchange.Response.StatusCode = payload.Status;
        WriteDefaults(headers);
        WriteFields(exchange, headers, payload);
        if (payload.Content is WebSocketContent webSocket)
        {
            return UpgradeAsync(exchange, headers, webSocket);
        }

        WriteConnection(exchange, request, headers);

        // Step 3: content
        bool hasContent = !StatusCodes.ForbidsContent(payload.Status);
        if (payload.Status is not (204 or 304))
        {
            headers.ContentLength = hasContent ? payload.ContentLength : 0;
        }

        return hasContent && payload.Content is not null && request.Method != "HEAD"
            ? WriteContentAsync(exchange, request, payload.Content)
            : ValueTask.CompletedTask;
    }

    // RFC 6455 §4.2.2, and RFC 8441 §5 for HTTP/2
    private static ValueTask UpgradeAsync(KestrelExchange exchange, IHeaderDictionary headers, WebSocketContent content)
    {
        if (exchange.IsExtendedConnect)
        {
            exchange.Response.StatusCode = 200;
        }
        else
        {
            headers.Upgrade = "websocket";
            headers.SecWebSocketAccept = WebSocketHandshake.AnswerTo(exchange.RequestHeaders.SecWebSocketKey.ToString());
        }

        return exchange.UpgradeAsync(content.Run);
    }

    /// <summary>What every response carries, unless its handler says otherwise.</summary>
    public void WriteDefaults(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        if (_serverHeader is not null)
        {
            headers.Server = _serverHeader;
        }
    }

    // a handler's own value wins over a default, and adds to what built-ins said in Vary
    private static void WriteFields(KestrelExchange exchange, IHeaderDictionary headers, ResponsePayload payload)
    {
        if (payload.ContentType is not null)
        {
            headers.ContentType = payload.ContentType;
        }

        ReadOnlySpan<KeyValuePair<string, string>> fields = payload.Headers.Span;
        for (int i = 0; i < fields.Length; i++)
        {
            (string name, string value) = fields[i];
            if (name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                // RFC 9113 §8.2.2: HTTP/2 has no such field, but the wish to end the connection holds
                if (value.Equals("close", StringComparison.OrdinalIgnoreCase))
                {
                    exchange.EndConnection();
                }
            }
            else if (name.Equals("Vary", StringComparison.OrdinalIgnoreCase))
            {
                AddVary(headers, value);
            }
            else if (IsFirstOfItsName(fields, i))
            {
                headers[name] = value;
            }
            else
            {
                headers.Append(name, value);
            }
        }
    }

    // several features vary by the same field, and each says so
    private static void AddVary(IHeaderDictionary headers, string value)
    {
        StringValues said = headers.Vary;
        for (int i = 0; i < said.Count; i++)
        {
            if (value.Equals(said[i], StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        headers.Vary = StringValues.Concat(said, value);
    }

    private static bool IsFirstOfItsName(ReadOnlySpan<KeyValuePair<string, string>> fields, int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (fields[i].Key.Equals(fields[index].Key, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    // The core takes the Connection header at its word, so "keep-alive" is said only where it is certain to be true.
    private void WriteConnection(KestrelExchange exchange, RequestPayload request, IHeaderDictionary headers)
    {
        bool ends = exchange.EndsConnection || server.IsDraining;
        if (!exchange.IsHttp1)
        {
            // not for a body that is left unread: the stream ends alone, and a client that still sends would lose the response
            if (ends)
            {
                exchange.RequestConnectionClose();
            }

            return;
        }

        if (ends || exchange.ClosesAfterResponse)
        {
            headers.Connection = "close";
        }
        else if (exchange.Protocol == "HTTP/1.1" && request.IsBodyConsumed
            && exchange.RequestHeaders.Connection.Count == 0 && exchange.RequestHeaders.TransferEncoding.Count == 0)
        {
            headers.Connection = "keep-alive";
        }
    }

    private static ValueTask WriteContentAsync(KestrelExchange exchange, RequestPayload request, ResponseContent content) => content switch
    {
        BytesContent { Length: > LargestSingleFlush } bytes => WriteLargeAsync(exchange, bytes.Bytes),
        BufferedContent buffered => WriteBufferedAsync(exchange, request, buffered),
        ProducerContent producer => ProduceAsync(exchange, request, producer),
        _ => throw new NotSupportedException($"{content.GetType().Name} cannot be written."),
    };

    // not flushed: the core does that as it ends the response, which in HTTP/2 saves a frame of its own for the end
    private static ValueTask WriteBufferedAsync(KestrelExchange exchange, RequestPayload request, BufferedContent content)
    {
        content.WriteTo(exchange.ResponseBody);
        return request.OwnsResources ? FlushAsync(exchange) : ValueTask.CompletedTask;
    }

    // what the request owns is disposed before the response ends, and the client is not to wait for that
    private static async ValueTask FlushAsync(KestrelExchange exchange) => await exchange.ResponseBody.FlushAsync();

    private static async ValueTask WriteLargeAsync(KestrelExchange exchange, ReadOnlyMemory<byte> bytes)
    {
        PipeWriter body = exchange.ResponseBody;
        for (int start = 0; start < bytes.Length; start += LargestSingleFlush)
        {
            FlushResult result = await body.WriteAsync(bytes.Slice(start, Math.Min(LargestSingleFlush, bytes.Length - start)));
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private static async ValueTask ProduceAsync(KestrelExchange exchange, RequestPayload request, ProducerContent producer)
    {
        var body = new ResponseStream(exchange.ResponseBody, producer.FlushesEachWrite, producer.Length);
        try
        {
            await producer.ProduceAsync(body, request);
            await body.CompleteAsync();
        }
        catch (OperationCanceledException) when (body.IsClientGone)
        {
            // a write learns of it before the abort token does
            exchange.Abort();
        }
        finally
        {
            body.End();
        }
    }
}
