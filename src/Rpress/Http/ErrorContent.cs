using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Rpress;

/// <summary>An error's text: plain, or problem details (RFC 9457) for a client that prefers JSON.</summary>
internal sealed class ErrorContent(string message) : DeferredContent
{
    public override ResponsePayload Resolve(ResponsePayload payload, RequestPayload request)
    {
        // RFC 9110 §12.5.5: the answer depends on Accept, so caches have to know.
        payload = payload.WithAppendedHeader("Vary", "Accept");
        return PrefersJson(request.Exchange.RequestHeaders.Accept)
            ? payload.WithContentType(MediaTypes.ProblemJson).WithContent(new BytesContent(ToProblem(payload.Status, request)))
            : payload.WithContentType(MediaTypes.Text).WithContent(new TextContent(message));
    }

    // only a client that names a JSON type above text gets JSON; "*/*" alone does not say so
    private static bool PrefersJson(StringValues accept)
    {
        if (accept.Count == 0 || !accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParseList(accept!, out IList<MediaTypeHeaderValue>? types))
        {
            return false;
        }

        double json = 0;
        double text = 0;
        foreach (MediaTypeHeaderValue type in types)
        {
            double quality = type.Quality ?? 1;
            bool isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals(MediaTypes.ProblemJson, StringComparison.OrdinalIgnoreCase);
            json = isJson ? Math.Max(json, quality) : json;
            text = type.Type.Equals("text", StringComparison.OrdinalIgnoreCase) ? Math.Max(text, quality) : text;
        }

        return json > 0 && json >= text;
    }

    private byte[] ToProblem(int status, RequestPayload request)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = request.Exchange.Settings.Json.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("title", StatusCodes.NameOf(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", message);
            json.WriteString("requestId", request.RequestId);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
