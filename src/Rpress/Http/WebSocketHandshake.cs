using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Rpress;

/// <summary>The opening handshake of WebSocket connections, on HTTP/1.1 (RFC 6455 §4) and on HTTP/2 (RFC 8441 §5).</summary>
internal static class WebSocketHandshake
{
    private const int KeyLength = 16; // bytes
    private const string Version = "13";
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static readonly KeyValuePair<string, string>[] _close = [new("Connection", "close")];

    /// <summary>Takes the connection after the response.</summary>
    public static ResponsePayload Accept(Func<UpgradedConnection, Task> run) =>
        ResponsePayload.Of(StatusCodes.SwitchingProtocols, new WebSocketContent(run), null, []);

    /// <summary>What is wrong with a request that asks for WebSocket, as its answer; null if it can be accepted.</summary>
    public static ResponsePayload? RefusalOf(RequestPayload request)
    {
        IHeaderDictionary headers = request.Exchange.RequestHeaders;

        // RFC 6455 §4.2.2: another version gets 426 and the one that is spoken here
        if (headers.SecWebSocketVersion is not [Version])
        {
            return Refusal(request, 426, "The version of WebSocket has to be 13.").WithHeader("Sec-WebSocket-Version", Version);
        }

        // RFC 8441 §5: HTTP/2 needs no key
        return request.Protocol == "HTTP/2" || (headers.SecWebSocketKey is [{ } key] && IsKey(key))
            ? null
            : Refusal(request, 400, "Sec-WebSocket-Key has to be 16 bytes in Base64.");
    }

    /// <summary>What ends the connection with a refused handshake. On HTTP/2 that is the stream's end: other requests share the connection.</summary>
    public static KeyValuePair<string, string>[] EndOf(RequestPayload request) => request.Protocol == "HTTP/2" ? [] : _close;

    /// <summary>RFC 6455 §4.2.2: what proves that the key was read.</summary>
    public static string AnswerTo(string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // the protocol asks for it; nothing secret hangs on it
        SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid), hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }

    private static ResponsePayload Refusal(RequestPayload request, int status, string message)
    {
        ResponsePayload refusal = ResponsePayload.Error(status, message);
        return EndOf(request) is [var (name, value)] ? refusal.WithHeader(name, value) : refusal;
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyLength + 2];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out int length) && length == KeyLength;
    }
}
