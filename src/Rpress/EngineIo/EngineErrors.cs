using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rpress;

/// <summary>The engine's refusals as they are answered.</summary>
internal static class EngineErrors
{
    public const string TooMany = "The server has too many sessions; try again later.";
    public const string IsClosed = "The server is closed.";

    private const int Forbidden = 403;
    private const int BadRequest = 400;
    private const int Unavailable = 503;

    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // made once: a flood of them should cost no more than it must
    private static readonly ResponsePayload[] _plain = [.. Enum.GetValues<EngineError>().Select(error => Make(error, MessageOf(error), StatusOf(error)))];
    private static readonly ResponsePayload _tooMany = Make(EngineError.Forbidden, TooMany, Unavailable);
    private static readonly ResponsePayload _closed = Make(EngineError.Forbidden, IsClosed, Unavailable);

    /// <summary>Bytes that break the rules of a transport; engine.io answers them without a body.</summary>
    public static ResponsePayload Empty400 { get; } = ResponsePayload.Of(BadRequest, null, null, []);

    public static ResponsePayload TooLarge { get; } = ResponsePayload.Of(413, null, null, []);

    public static ResponsePayload UnknownSession => _plain[(int)EngineError.SessionIdUnknown];

    public static ResponsePayload WrongTransport => _plain[(int)EngineError.BadRequest];

    public static ResponsePayload TooManySessions(RequestPayload request) => NoRoom(request, TooMany, _tooMany);

    public static ResponsePayload Closed(RequestPayload request) => NoRoom(request, IsClosed, _closed);

    /// <summary>The refusal of a request; of a WebSocket handshake it is the bare message, with status 400 whatever the error.</summary>
    public static ResponsePayload Answer(RequestPayload request, EngineError error, string? message = null) =>
        request.Exchange.IsWebSocketRequest ? Abort(request, message ?? MessageOf(error), BadRequest)
        : message is null ? _plain[(int)error]
        : Make(error, message, StatusOf(error));

    public static string MessageOf(EngineError error) => error switch
    {
        EngineError.TransportUnknown => "Transport unknown",
        EngineError.SessionIdUnknown => "Session ID unknown",
        EngineError.BadHandshakeMethod => "Bad handshake method",
        EngineError.BadRequest => "Bad request",
        EngineError.Forbidden => "Forbidden",
        _ => "Unsupported protocol version",
    };

    private static ResponsePayload NoRoom(RequestPayload request, string message, ResponsePayload answer) =>
        request.Exchange.IsWebSocketRequest ? Abort(request, message, Unavailable) : answer;

    private static ResponsePayload Abort(RequestPayload request, string message, int status) =>
        ResponsePayload.Of(status, new TextContent(message), "text/html", WebSocketHandshake.EndOf(request));

    private static ResponsePayload Make(EngineError error, string message, int status)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _json))
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)error);
            json.WriteString("message", message);
            json.WriteEndObject();
        }

        return ResponsePayload.Of(status, new BytesContent(buffer.ToArray()), "application/json", []);
    }

    private static int StatusOf(EngineError error) => error == EngineError.Forbidden ? Forbidden : BadRequest;
}
