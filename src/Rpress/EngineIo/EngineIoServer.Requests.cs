using Microsoft.AspNetCore.Http;

namespace Rpress;

/// <content>What becomes of a request: the checks in engine.io's order, then the session.</content>
public sealed partial class EngineIoServer
{
    private async ValueTask<ResponsePayload> VerifyAsync(RequestPayload request)
    {
        var engine = new EngineRequest(request);
        bool isWebSocket = request.Exchange.IsWebSocketRequest;

        // Step 1: the transport is one that is spoken here
        if (!Config.Allows(engine.Transport))
        {
            return EngineErrors.Answer(request, EngineError.TransportUnknown, Config.WebSocketOnly && engine.Transport == EioConfig.Polling
                ? "Long-polling is off: connect with transports: [\"websocket\"]."
                : null);
        }

        // Step 2: a session that exists, on the transport that it speaks or is to change to
        EngineSession? session = null;
        if (engine.Sid is { } sid)
        {
            if (!_sessions.TryGetValue(sid, out session) || session.CloseIfExpired())
            {
                return EngineErrors.Answer(request, EngineError.SessionIdUnknown);
            }

            if (!isWebSocket && (engine.Transport != EioConfig.Polling || session.IsWebSocket))
            {
                return EngineErrors.Answer(request, EngineError.BadRequest);
            }
        }
        else if (request.Method != "GET")
        {
            return EngineErrors.Answer(request, EngineError.BadHandshakeMethod);
        }

        if (isWebSocket != (engine.Transport == EioConfig.WebSocket))
        {
            return EngineErrors.Answer(request, EngineError.BadRequest);
        }

        // Step 3: a page of another origin may not open a WebSocket: browsers ask nobody before they do
        if (isWebSocket && !IsAllowedOrigin(request))
        {
            return EngineErrors.Answer(request, EngineError.Forbidden);
        }

        return session is not null ? await ContinueAsync(request, session)
            : await ShakeHandsAsync(request, engine);
    }

    private async ValueTask<ResponsePayload> ContinueAsync(RequestPayload request, EngineSession session)
    {
        if (request.Exchange.IsWebSocketRequest)
        {
            return AcceptWebSocket(request, session.RunProbeAsync);
        }

        return request.Method switch
        {
            "GET" => await session.PollAsync(request),
            "POST" => await session.PostAsync(request),
            _ => AllowHeader.Answer(request, "GET, POST"),
        };
    }

    private async ValueTask<ResponsePayload> ShakeHandsAsync(RequestPayload request, EngineRequest engine)
    {
        // Step 4: the application's own check
        if (Config.AllowRequest is { } allow)
        {
            try
            {
                if (!await allow(request))
                {
                    return EngineErrors.Answer(request, EngineError.Forbidden);
                }
            }
            catch (Exception error) when (error is IRpressError)
            {
                return EngineErrors.Answer(request, EngineError.Forbidden, error.Message);
            }
        }

        // Step 5: the protocol's version
        if (!engine.IsVersion4)
        {
            return EngineErrors.Answer(request, EngineError.UnsupportedProtocolVersion);
        }

        // Step 6: room for one more
        if (_isClosed)
        {
            return EngineErrors.Closed(request);
        }

        if (SessionCount >= Config.MaxSessions)
        {
            return EngineErrors.TooManySessions(request);
        }

        var session = new EngineSession(this, SessionHandshake.Of(request), engine.WantsBase64);
        return request.Exchange.IsWebSocketRequest ? AcceptWebSocket(request, session.RunWebSocketAsync) : session.OpenPolling();
    }

    private ResponsePayload AcceptWebSocket(RequestPayload request, Func<UpgradedConnection, PerMessageDeflateConfig?, Task> run)
    {
        if (WebSocketHandshake.RefusalOf(request) is { } refusal)
        {
            return refusal;
        }

        if (!request.Exchange.TryReserveUpgrade())
        {
            return EngineErrors.TooManySessions(request);
        }

        return Config.PerMessageDeflate is { } deflate && DeflateNegotiation.AnswerTo(request.Exchange.RequestHeaders.SecWebSocketExtensions) is { } extension
            ? WebSocketHandshake.Accept(connection => run(connection, deflate)).WithHeader("Sec-WebSocket-Extensions", extension)
            : WebSocketHandshake.Accept(connection => run(connection, null));
    }

    // without CORS settings a page may connect to where it came from; its scheme may have been changed by a proxy on the way
    private bool IsAllowedOrigin(RequestPayload request)
    {
        IHeaderDictionary headers = request.Exchange.RequestHeaders;
        if (headers.Origin.Count == 0)
        {
            return true;
        }

        string origin = headers.Origin.ToString();
        if (_environment!.IsAllowedOrigin is { } isAllowed)
        {
            return isAllowed(origin);
        }

        int scheme = origin.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0
            && Origin.TryNormalize(origin, out string? theirs)
            && Origin.TryNormalize(string.Concat(origin.AsSpan(0, scheme), "://", request.Host), out string? ours)
            && theirs == ours;
    }
}
