using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Rpress.TestKit;

/// <summary>A connection on which a test writes and reads HTTP/2 frame by frame, legal or not.</summary>
public sealed class RawHttp2Connection : IAsyncDisposable
{
    private const int MaxFrameSize = 16 * 1024;

    private readonly SslStream _stream;
    private readonly WireReader _reader;
    private readonly Dictionary<int, RawHttp2Stream> _streams = [];
    private int? _goAwayErrorCode;
    private bool _acknowledgesData = true;

    private RawHttp2Connection(SslStream stream)
    {
        _stream = stream;
        _reader = new WireReader(stream);
    }

    /// <summary>The bound of every wait; default 15 s.</summary>
    public TimeSpan Timeout { get; set; } = Deadline.Default;

    /// <summary>The error code of the last GOAWAY that was read, null if none was.</summary>
    public int? GoAwayErrorCode => _goAwayErrorCode;

    /// <summary>Opens a connection over TLS with h2 by ALPN and sends the preface and SETTINGS.</summary>
    /// <param name="endPoint">The server's address.</param>
    /// <param name="initialWindowSize">The credit the server gets on each stream; null for the protocol's 65,535 bytes.</param>
    public static async Task<RawHttp2Connection> ConnectAsync(EndPoint endPoint, int? initialWindowSize = null)
    {
        var socket = await WireConnector.ConnectAsync(endPoint);
        var stream = await WireConnector.AuthenticateAsync(
            new NetworkStream(socket, ownsSocket: true), SslApplicationProtocol.Http2);
        var connection = new RawHttp2Connection(stream) { _acknowledgesData = initialWindowSize is null };
        await connection.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await connection.SendFrameAsync(RawHttp2FrameType.Settings, RawHttp2Flags.None, 0, FirstSettings(initialWindowSize));
        return connection;
    }

    /// <summary>Sends bytes outside any frame.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        Deadline.RunAsync(token => _stream.WriteAsync(bytes, token).AsTask(), $"the peer taking {bytes.Length} bytes", Timeout);

    /// <summary>Sends one frame.</summary>
    public Task SendFrameAsync(byte type, byte flags, int streamId, ReadOnlyMemory<byte> payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)payload.Length);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame.AsMemory(9));
        return SendAsync(frame);
    }

    /// <summary>Sends a header block as it stands, over as many frames as it needs.</summary>
    public async Task SendHeadersAsync(int streamId, bool endStream, params (string Name, string Value)[] headers)
    {
        var block = Hpack.Encode(headers).AsMemory();
        var type = RawHttp2FrameType.Headers;
        var flags = endStream ? RawHttp2Flags.EndStream : RawHttp2Flags.None;
        while (block.Length > MaxFrameSize)
        {
            await SendFrameAsync(type, flags, streamId, block[..MaxFrameSize]);
            (type, flags, block) = (RawHttp2FrameType.Continuation, RawHttp2Flags.None, block[MaxFrameSize..]);
        }

        await SendFrameAsync(type, (byte)(flags | RawHttp2Flags.EndHeaders), streamId, block);
    }

    /// <summary>Sends a DATA frame.</summary>
    public Task SendDataAsync(int streamId, ReadOnlyMemory<byte> data, bool endStream) =>
        SendFrameAsync(RawHttp2FrameType.Data, endStream ? RawHttp2Flags.EndStream : RawHttp2Flags.None, streamId, data);

    /// <summary>Sends RST_STREAM.</summary>
    public Task ResetStreamAsync(int streamId, int errorCode) =>
        SendFrameAsync(RawHttp2FrameType.ResetStream, RawHttp2Flags.None, streamId, BigEndian(errorCode));

    /// <summary>Gives the peer credit on a stream, or on the connection with stream 0.</summary>
    public Task SendWindowUpdateAsync(int streamId, int credit) =>
        SendFrameAsync(RawHttp2FrameType.WindowUpdate, RawHttp2Flags.None, streamId, BigEndian(credit));

    /// <summary>Reads one frame and answers nothing; null once the peer has closed or reset.</summary>
    public Task<RawHttp2Frame?> ReadFrameAsync() => Deadline.RunAsync(ReadFrameAsync, "a frame", Timeout);

    /// <summary>
    /// Reads until this stream is over or the connection ends; acknowledges SETTINGS, PING and (unless a window was
    /// asked for at connect) DATA on the way. Frames of other streams are kept for their own call.
    /// </summary>
    public Task<RawHttp2Response> ReadResponseAsync(int streamId) =>
        Deadline.RunAsync(token => ReadResponseAsync(streamId, token), $"the end of stream {streamId}", Timeout);

    /// <summary>Reads what is left; returns the last GOAWAY's error code, null if there was none.</summary>
    public Task<int?> ReadToEndAsync() => Deadline.RunAsync(ReadToEndAsync, "the end of the connection", Timeout);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException)
        {
            // the TLS close message of a connection that the peer has reset cannot be sent
        }
    }

    private async Task<RawHttp2Response> ReadResponseAsync(int streamId, CancellationToken token)
    {
        while (!GetStream(streamId).IsOver)
        {
            if (await ReadFrameAsync(token) is not { } frame)
            {
                return GetStream(streamId).ToResponse(_goAwayErrorCode, isConnectionClosed: true);
            }

            await TakeAsync(frame, token);
        }

        return GetStream(streamId).ToResponse(_goAwayErrorCode, isConnectionClosed: false);
    }

    private async Task<int?> ReadToEndAsync(CancellationToken token)
    {
        while (await ReadFrameAsync(token) is { } frame)
        {
            await TakeAsync(frame, token);
        }

        return _goAwayErrorCode;
    }

    private async Task<RawHttp2Frame?> ReadFrameAsync(CancellationToken token)
    {
        if (!await _reader.HasMoreAsync(token))
        {
            return null;
        }

        var head = await _reader.ReadExactlyAsync(9, token);
        var payload = await _reader.ReadExactlyAsync((head[0] << 16) | (head[1] << 8) | head[2], token);
        var frame = new RawHttp2Frame(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
        if (frame.Type == RawHttp2FrameType.GoAway)
        {
            _goAwayErrorCode = frame.ErrorCode;
        }

        return frame;
    }

    private async Task TakeAsync(RawHttp2Frame frame, CancellationToken token)
    {
        switch (frame.Type)
        {
            case RawHttp2FrameType.Settings or RawHttp2FrameType.Ping when !frame.Has(RawHttp2Flags.Ack):
                var answer = frame.Type == RawHttp2FrameType.Ping ? frame.Payload : [];
                await TrySendAsync(() => SendFrameAsync(frame.Type, RawHttp2Flags.Ack, 0, answer));
                break;
            case RawHttp2FrameType.Headers:
                GetStream(frame.StreamId).AddFields(Hpack.Decode(await ReadHeaderBlockAsync(frame, token)));
                CompleteIfEnded(frame);
                break;
            case RawHttp2FrameType.Data:
                GetStream(frame.StreamId).AddData(WithoutPadding(frame));
                await AcknowledgeDataAsync(frame);
                CompleteIfEnded(frame);
                break;
            case RawHttp2FrameType.ResetStream:
                GetStream(frame.StreamId).Reset(frame.ErrorCode!.Value);
                break;
        }
    }

    private async Task<byte[]> ReadHeaderBlockAsync(RawHttp2Frame first, CancellationToken token)
    {
        using var block = new MemoryStream();
        block.Write(WithoutPadding(first));
        for (var frame = first; !frame.Has(RawHttp2Flags.EndHeaders);)
        {
            frame = await ReadFrameAsync(token) ?? throw new EndOfStreamException($"In a header block {_reader.EndReason}.");
            block.Write(frame.Type == RawHttp2FrameType.Continuation && frame.StreamId == first.StreamId
                ? frame.Payload
                : throw new InvalidDataException($"Frame type {frame.Type} inside a header block."));
        }

        return block.ToArray();
    }

    private async Task AcknowledgeDataAsync(RawHttp2Frame frame)
    {
        if (!_acknowledgesData || frame.Payload.Length == 0)
        {
            return;
        }

        await TrySendAsync(() => SendWindowUpdateAsync(0, frame.Payload.Length));
        if (!frame.Has(RawHttp2Flags.EndStream))
        {
            await TrySendAsync(() => SendWindowUpdateAsync(frame.StreamId, frame.Payload.Length));
        }
    }

    private void CompleteIfEnded(RawHttp2Frame frame)
    {
        if (frame.Has(RawHttp2Flags.EndStream))
        {
            GetStream(frame.StreamId).Complete();
        }
    }

    private RawHttp2Stream GetStream(int streamId)
    {
        if (!_streams.TryGetValue(streamId, out var stream))
        {
            _streams[streamId] = stream = new RawHttp2Stream();
        }

        return stream;
    }

    // the peer may have closed already; what it sent before is still to be read
    private static async Task TrySendAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (IOException)
        {
        }
    }

    private static ReadOnlySpan<byte> WithoutPadding(RawHttp2Frame frame)
    {
        var content = frame.Payload.AsSpan();
        content = frame.Has(RawHttp2Flags.Padded) ? content[1..^content[0]] : content;
        return frame.Type == RawHttp2FrameType.Headers && frame.Has(RawHttp2Flags.Priority) ? content[5..] : content;
    }

    private static byte[] FirstSettings(int? initialWindowSize)
    {
        // HEADER_TABLE_SIZE (1) = 0 keeps the peer from its dynamic table; ENABLE_PUSH (2) = 0
        byte[] settings = [0, 1, .. BigEndian(0), 0, 2, .. BigEndian(0)];
        return initialWindowSize is { } size ? [.. settings, 0, 4, .. BigEndian(size)] : settings;
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
