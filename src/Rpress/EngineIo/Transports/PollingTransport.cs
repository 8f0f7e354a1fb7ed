using System.Buffers;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Long-polling: what is sent waits for the client's next GET. Every member is guarded by the session's lock.</summary>
internal sealed class PollingTransport(int maxQueueSize)
{
    private const string ContentType = "text/plain; charset=UTF-8";
    private static readonly KeyValuePair<string, string>[] _headers = [new("Cache-Control", "no-store")];
    private static readonly byte[] _close = [EngineIoPacket.MarkerOf(EngineIoPacketType.Close)];
    private static readonly byte[] _noop = [EngineIoPacket.MarkerOf(EngineIoPacketType.Noop)];

    private readonly Queue<QueuedMessage> _waiting = [];
    private long _waitingSize;
    private TaskCompletionSource<ResponsePayload>? _poll;

    /// <summary>Whether a GET waits for something to be sent.</summary>
    public bool IsPolling => _poll is not null;

    /// <summary>Whether a POST is being read.</summary>
    public bool IsPosting { get; set; }

    /// <summary>The messages that wait for a GET, as they are now.</summary>
    public QueuedMessage[] Waiting => [.. _waiting];

    /// <summary>Whether messages wait for a GET.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>A GET's answer: what waits now, or what comes.</summary>
    public Task<ResponsePayload> Poll()
    {
        if (HasWaiting)
        {
            return Task.FromResult(TakeRest());
        }

        _poll = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _poll.Task;
    }

    /// <summary>Sends a message; false if too much waits already.</summary>
    public bool TrySend(OutgoingMessage message, SendFlags flags)
    {
        if (_waitingSize > 0 && _waitingSize + message.Size > maxQueueSize)
        {
            return false;
        }

        _waiting.Enqueue(new(message, flags));
        _waitingSize += message.Size;
        if (IsPolling)
        {
            AnswerPoll(TakeRest());
        }

        return true;
    }

    /// <summary>Ends a waiting GET without a message.</summary>
    public void ReleasePoll()
    {
        if (IsPolling)
        {
            AnswerPoll(Answer(_noop));
        }
    }

    /// <summary>Ends the transport: a GET that waits gets the close packet, as nothing else waits then; false if there is none.</summary>
    public bool TryClose()
    {
        if (!IsPolling)
        {
            return false;
        }

        AnswerPoll(Answer(_close));
        return true;
    }

    /// <summary>All that waits, as the answer to a GET.</summary>
    public ResponsePayload TakeRest()
    {
        // engine.io: one packet that may be compressed is enough to compress them all
        bool isCompressible = false;
        var payload = new ArrayBufferWriter<byte>((int)_waitingSize - (_waiting.Count * (OutgoingMessage.Overhead - 1)));
        while (_waiting.TryDequeue(out QueuedMessage queued))
        {
            queued.Message.WritePayload(payload);
            isCompressible |= !queued.Flags.HasFlag(SendFlags.Uncompressed);
        }

        _waitingSize = 0;
        return Answer(payload.WrittenMemory, isCompressible);
    }

    /// <summary>The answer to the last GET.</summary>
    public static ResponsePayload AnswerClosed() => Answer(_close);

    /// <summary>What waits, for the transport that takes over.</summary>
    public Queue<QueuedMessage> TakeWaiting()
    {
        ReleasePoll();
        return _waiting;
    }

    /// <summary>A payload as the answer to a GET.</summary>
    /// <param name="payload">Its packets.</param>
    /// <param name="isCompressible">Whether it may be compressed.</param>
    public static ResponsePayload Answer(ReadOnlyMemory<byte> payload, bool isCompressible = true) =>
        ResponsePayload.Of(200, new BytesContent(payload, isCompressible), ContentType, _headers);

    private void AnswerPoll(ResponsePayload answer)
    {
        TaskCompletionSource<ResponsePayload> poll = _poll!;
        _poll = null;
        poll.SetResult(answer);
    }
}
