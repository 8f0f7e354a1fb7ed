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
            return await RefuseAsync(
                request,
                EngineError.TransportUnknown,
                new() { Transport = engine.Transport },
                Config.WebSocketOnly && engine.Transport == EioConfig.Polling ? "Long-polling is off: connect with transports: [\"websocket\"]." : null);
        }

        // Step 2: a session that exists, on the transport that it speaks or is to change to
        EngineSession? session = null;
        if (engine.Sid is { } sid)
        {
            if (!_sessions.TryGetValue(sid, out session) || session.CloseIfExpired())
            {
                _foreignSessions!.OnUnknown(sid);
                return await RefuseAsync(request, EngineError.SessionIdUnknown, new() { Sid = sid });
            }

            if (!isWebSocket && (engine.Transport != EioConfig.Polling || session.IsWebSocket))
            {
                return await RefuseAsync(request, EngineError.BadRequest, Mismatch(engine, session));
            }
        }
        else if (request.Method != "GET")
        {
            return await RefuseAsync(request, EngineError.BadHandshakeMethod, new() { Method = request.Method });
        }

        if (isWebSocket != (engine.Transport == EioConfig.WebSocket))
        {
            return await RefuseAsync(request, EngineError.BadRequest, new() { Name = ConnectionErrorContext.TransportHandshakeError, Transport = engine.Transport });
        }

        // Step 3: a page of another origin may not open a WebSocket: browsers ask nobody before they do
        if (isWebSocket && !IsAllowedOrigin(request))
        {
            return await RefuseAsync(
                request, EngineError.Forbidden, new() { Name = ConnectionErrorContext.InvalidOrigin, Origin = request.Headers["Origin"] });
        }

        ResponsePayload answer = session is not null ? await ContinueAsync(request, engine, session)
            : await ShakeHandsAsync(request, engine);
        return IsAccepted(answer) ? await _events.WriteHeadersAsync(answer, request, isHandshake: session is null) : answer;
    }

    private static bool IsAccepted(ResponsePayload answer) => answer.Status is 200 or StatusCodes.SwitchingProtocols;

    private static ConnectionErrorContext Mismatch(EngineRequest engine, EngineSession session) => new()
    {
        Name = ConnectionErrorContext.TransportMismatch,
        Transport = engine.Transport,
        PreviousTransport = session.IsWebSocket ? EioConfig.WebSocket : EioConfig.Polling,
    };

    private async ValueTask<ResponsePayload> ContinueAsync(RequestPayload request, EngineRequest engine, EngineSession session)
    {
        if (request.Exchange.IsWebSocketRequest)
        {
            return await AcceptWebSocketAsync(request, session.RunProbeAsync);
        }

        ResponsePayload answer = request.Method switch
        {
            "GET" => PollCompression.Encode(await session.PollAsync(request), request, Config.HttpCompression),
            "POST" => await session.PostAsync(request),
            _ => AllowHeader.Answer(request, "GET, POST"),
        };

        // the session has ended or changed since it was looked at
        return ReferenceEquals(answer, EngineErrors.UnknownSession) ? await RefuseAsync(request, EngineError.SessionIdUnknown, new() { Sid = session.Sid })
            : ReferenceEquals(answer, EngineErrors.WrongTransport) ? await RefuseAsync(request, EngineError.BadRequest, Mismatch(engine, session))
            : answer;
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
                    return await RefuseAsync(request, EngineError.Forbidden, new());
                }
            }
            catch (Exception error) when (error is IRpressError)
            {
                return await RefuseAsync(request, EngineError.Forbidden, new() { Message = error.Message }, error.Message);
            }
        }

        // Step 5: the protocol's version
        if (!engine.IsVersion4)
        {
            return await RefuseAsync(request, EngineError.UnsupportedProtocolVersion, new() { Protocol = engine.Version });
        }

        // Step 6: room for one more
        if (_isClosed)
        {
            return await RefuseAsync(request, EngineErrors.Closed(request), EngineError.Forbidden, new(), EngineErrors.IsClosed);
        }

        if (SessionCount >= Config.MaxSessions)
        {
            return await RefuseTooManyAsync(request);
        }

        var session = new EngineSession(this, SessionHandshake.Of(request), engine.WantsBase64);
        ResponsePayload answer = request.Exchange.IsWebSocketRequest
            ? await AcceptWebSocketAsync(request, session.RunWebSocketAsync)
            : PollCompression.Encode(session.OpenPolling(), request, Config.HttpCompression);
        return Config.Cookie is { } cookie && IsAccepted(answer) ? answer.WithCookie(cookie.Of(session.Sid)) : answer;
    }

    private async ValueTask<ResponsePayload> AcceptWebSocketAsync(RequestPayload request, Func<UpgradedConnection, PerMessageDeflateConfig?, Task> run)
    {
        if (WebSocketHandshake.RefusalOf(request) is { } refusal)
        {
            return await RefuseAsync(
                request, refusal, EngineError.BadRequest, new() { Name = ConnectionErrorContext.TransportHandshakeError, Transport = EioConfig.WebSocket });
        }

        if (!request.Exchange.TryReserveUpgrade())
        {
            return await RefuseTooManyAsync(request);
        }

        return Config.PerMessageDeflate is { } deflate && DeflateNegotiation.AnswerTo(request.Exchange.RequestHeaders.SecWebSocketExtensions) is { } extension
            ? WebSocketHandshake.Accept(connection => run(connection, deflate)).WithHeader("Sec-WebSocket-Extensions", extension)
            : WebSocketHandshake.Accept(connection => run(connection, null));
    }

    private ValueTask<ResponsePayload> RefuseTooManyAsync(RequestPayload request) =>
        RefuseAsync(request, EngineErrors.TooManySessions(request), EngineError.Forbidden, new(), EngineErrors.TooMany);

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
