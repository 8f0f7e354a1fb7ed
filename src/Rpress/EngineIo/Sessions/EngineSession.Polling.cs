using System.Text;
using System.Text.Unicode;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Long-polling: GET and POST of an open session.</content>
internal sealed partial class EngineSession
{
    private static readonly ResponsePayload _ok = ResponsePayload.Of(200, new BytesContent("ok"u8.ToArray()), "text/html", []);

    /// <summary>Whether a GET waits; what tests look at.</summary>
    public bool IsPolling
    {
        get
        {
            lock (_gate)
            {
                return _polling is { IsPolling: true };
            }
        }
    }

    /// <summary>Whether a POST is being read; what tests look at.</summary>
    public bool IsPosting
    {
        get
        {
            lock (_gate)
            {
                return _polling is { IsPosting: true };
            }
        }
    }

    /// <summary>Answers a GET, now or when there is something to say.</summary>
    public async ValueTask<ResponsePayload> PollAsync(RequestPayload request)
    {
        Task<ResponsePayload>? poll = BeginPoll(out ResponsePayload? answer);
        if (poll is null)
        {
            return answer ?? Overlapped();
        }

        if (poll.IsCompletedSuccessfully)
        {
            return poll.Result;
        }

        // engine.io: a poll that the client breaks off ends the session
        using CancellationTokenRegistration gone = request.Aborted.UnsafeRegister(
            static session => ((EngineSession)session!).Close(DisconnectReason.TransportError), this);
        return await poll;
    }

    /// <summary>Takes the packets of a POST.</summary>
    public async ValueTask<ResponsePayload> PostAsync(RequestPayload request)
    {
        if (BeginPost(request) is { } refusal)
        {
            return refusal;
        }

        bool isTaken = false;
        try
        {
            byte[] body = await ReadBodyAsync(request);
            IThreadPoolWorkItem? work;
            ResponsePayload answer;
            lock (_receiving)
            {
                answer = Receive(body);
                work = _handler!.TakeWork();
            }

            isTaken = true;

            if (work is not null)
            {
                ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
            }

            return answer;
        }
        catch (RpressException tooLarge) when (tooLarge.Status == 413)
        {
            // engine.io: the body is refused, the session goes on
            isTaken = true;
            return EngineErrors.TooLarge;
        }
        finally
        {
            lock (_gate)
            {
                _polling?.IsPosting = false;
            }

            // engine.io: a POST that the client breaks off ends the session; so does one that we fail with
            if (!isTaken)
            {
                Close(DisconnectReason.TransportError);
            }
        }
    }

    // null without an answer: two GETs overlap
    private Task<ResponsePayload>? BeginPoll(out ResponsePayload? answer)
    {
        answer = null;
        lock (_gate)
        {
            if (_state == SessionState.Closed)
            {
                answer = EngineErrors.UnknownSession;
            }
            else if (_state == SessionState.Closing)
            {
                answer = AnswerClosingLocked();
            }
            else if (_polling is null)
            {
                answer = EngineErrors.WrongTransport;
            }
            else if (!_polling.IsPolling)
            {
                return _polling.Poll();
            }

            return null;
        }
    }

    // engine.io: what was left goes out by itself, and the close packet with the GET after it. Clients act on a close packet at once but on
    // messages a moment later, so that those of the same payload would find their sockets closed.
    private ResponsePayload AnswerClosingLocked() =>
        _polling!.HasWaiting ? _polling.TakeRest()
        : EndLingeringLocked() ? PollingTransport.AnswerClosed()
        : EngineErrors.UnknownSession;

    private bool EndLingeringLocked()
    {
        _state = SessionState.Closed;
        bool isFirst = _server.Lingering.Remove(_lingering!);
        _server.Remove(this);
        return isFirst;
    }

    private ResponsePayload Overlapped()
    {
        Close(DisconnectReason.TransportError);
        return EngineErrors.Empty400;
    }

    private ResponsePayload? BeginPost(RequestPayload request)
    {
        lock (_gate)
        {
            if (_state == SessionState.Closed)
            {
                return EngineErrors.UnknownSession;
            }

            if (_polling is null)
            {
                return EngineErrors.WrongTransport;
            }

            // engine.io since 6.6.7: binary travels as Base64, a body of raw bytes is a mistake
            if (!_polling.IsPosting && request.Headers.ContentType != "application/octet-stream")
            {
                _polling.IsPosting = true;
                return null;
            }
        }

        return Overlapped();
    }

    private async ValueTask<byte[]> ReadBodyAsync(RequestPayload request)
    {
        request.MaxBodySize = _server.Config.MaxPayload;
        byte[] body = await request.Body.ReadBytesAsync();

        // engine.io reads a body as UTF-8 and puts the replacement character for what is not
        return Utf8.IsValid(body) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
    }

    private ResponsePayload Receive(ReadOnlyMemory<byte> body)
    {
        bool isLast = false;
        while (!isLast && IsOpen())
        {
            // engine.io: what stands before a malformed packet is delivered
            if (!EngineIoPacket.TryParse(EngineIoPayload.TakeNext(ref body, out isLast), out EngineIoPacket packet))
            {
                Close(DisconnectReason.ParseError);
                return EngineErrors.Empty400;
            }

            OnPacket(packet);
        }

        return _ok;
    }
}
