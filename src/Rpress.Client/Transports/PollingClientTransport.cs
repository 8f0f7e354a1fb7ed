using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A connection over HTTP long-polling: one request waits for packets, another brings them.</summary>
internal sealed class PollingClientTransport(ClientSettings settings, HttpMessageInvoker http) : ClientTransport
{
    private const int LongestShownError = 200; // characters
    private const int ReadSize = 8 * 1024;

    private string? _sid;
    private long _maxPayload;
    private ReadOnlyMemory<byte> _rest;
    private bool _hasRest;
    private volatile bool _isPaused;

    public override SocketTransport Kind => SocketTransport.Polling;

    public override Task OpenAsync(string? sid, CancellationToken cancellationToken)
    {
        _sid = sid;
        return Task.CompletedTask;
    }

    public override void OnHandshake(EngineIoHandshake handshake)
    {
        _sid = handshake.Sid;
        _maxPayload = handshake.MaxPayload;
    }

    /// <summary>Lets the request that waits be the last one: once it is answered, there is nothing left to receive.</summary>
    public void Pause() => _isPaused = true;

    public override async ValueTask<EngineIoPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!_hasRest)
        {
            if (_isPaused)
            {
                return null;
            }

            _rest = await SendAsync(HttpMethod.Get, null, cancellationToken).ConfigureAwait(false);
        }

        ReadOnlyMemory<byte> text = EngineIoPayload.TakeNext(ref _rest, out bool isLast);
        _hasRest = !isLast;
        return EngineIoPacket.TryParse(text, out EngineIoPacket packet)
            ? packet
            : throw new TransportException("The server answered a poll with what is no payload of Engine.IO.");
    }

    // engine.io v4, "Handshake": a body is no longer than the server's maxPayload; a packet that is longer by itself goes alone
    public override int CountFitting(IReadOnlyList<OutgoingPacket> packets)
    {
        long length = packets[0].PayloadLength;
        int count = 1;
        while (count < packets.Count && (_maxPayload == 0 || length + 1 + packets[count].PayloadLength <= _maxPayload))
        {
            length += 1 + packets[count].PayloadLength;
            count++;
        }

        return count;
    }

    public override async Task SendAsync(IReadOnlyList<OutgoingPacket> packets, CancellationToken cancellationToken)
    {
        var payload = new ArrayBufferWriter<byte>();
        for (int i = 0; i < packets.Count; i++)
        {
            if (i > 0)
            {
                payload.Write([EngineIoPayload.Separator]);
            }

            if (packets[i].IsBinary)
            {
                EngineIoPayload.WriteBase64(payload, packets[i].Data.Span);
            }
            else
            {
                payload.Write(packets[i].Data.Span);
            }
        }

        using var body = new ReadOnlyMemoryContent(payload.WrittenMemory);

        // never application/octet-stream: Node's server refuses it
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "UTF-8" };
        await SendAsync(HttpMethod.Post, body, cancellationToken).ConfigureAwait(false);
    }

    public override Task CloseAsync(CancellationToken cancellationToken) => SendAsync([OutgoingPacket.Of(EngineIoPacketType.Close)], cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ReadOnlyMemory<byte>> SendAsync(HttpMethod method, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, settings.Address.RequestUri(Kind, _sid)) { Content = body };
        foreach ((string name, string value) in settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            ReadOnlyMemory<byte> answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? answer
                : throw new TransportException($"The server answered a {method} with {(int)response.StatusCode}: {Show(answer.Span)}");
        }
        catch (Exception error) when (TransportException.Covers(error, cancellationToken))
        {
            throw new TransportException($"A {method} failed: {error.GetBaseException().Message}", error);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ReceiveLimit.Require(response.Content.Headers.ContentLength ?? 0, settings.MaxMessageSize);
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var read = new ArrayBufferWriter<byte>(ReadSize);
            while (await stream.ReadAsync(read.GetMemory(ReadSize), cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                read.Advance(count);
                ReceiveLimit.Require(read.WrittenCount, settings.MaxMessageSize);
            }

            return read.WrittenMemory;
        }
    }

    private static string Show(ReadOnlySpan<byte> answer)
    {
        string text = Encoding.UTF8.GetString(answer);
        return text.Length <= LongestShownError ? text : text[..LongestShownError];
    }
}
