using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The way in, and the change from polling to WebSocket.</content>
internal sealed partial class EngineConnection
{
    private static readonly byte[] _probe = "probe"u8.ToArray();
    private volatile bool _isChanging; // set by its holder of _turn

    private async Task ReceiveAndUpgradeAsync()
    {
        try
        {
            if (_settings.Upgrades && _transport is PollingClientTransport polling && _handshake!.Upgrades.Contains("websocket"))
            {
                await UpgradeAsync(polling).ConfigureAwait(false);
            }
            else
            {
                await ReceiveAllAsync(_transport!).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // the connection has ended
        }
        catch (Exception error)
        {
            EndFor(error);
        }
    }

    /// <summary>Receives until there is nothing left to come.</summary>
    private async Task ReceiveAllAsync(ClientTransport transport)
    {
        try
        {
            while (!_end.Task.IsCompleted && await transport.ReceiveAsync(_endedToken).ConfigureAwait(false) is { } packet)
            {
                OnPacket(packet);
            }

            // polls that run out for the change are not the last: what closes the connection follows over WebSocket
            if (Volatile.Read(ref _isClosing) && !_isChanging)
            {
                End(DisconnectReason.TransportClose);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !_endedToken.IsCancellationRequested)
        {
            EndFor(error); // at once, though it may be asked over WebSocket meanwhile whether to change to it
        }
    }

    // engine.io v4, "Upgrade": ask, and when the answer is there let the polls run out, change over, and say so
    private async Task UpgradeAsync(PollingClientTransport polling)
    {
        Task receiving = ReceiveAllAsync(polling);
        WebSocketClientTransport? webSocket = await ProbeAsync().ConfigureAwait(false);
        if (webSocket is null)
        {
            await receiving.ConfigureAwait(false);
            return;
        }

        if (!await TryChangeAsync(polling, receiving, webSocket).ConfigureAwait(false))
        {
            await webSocket.DisposeAsync().ConfigureAwait(false);
            return;
        }

        await polling.DisposeAsync().ConfigureAwait(false);
        _handler.OnUpgraded();
        await ReceiveAllAsync(webSocket).ConfigureAwait(false);
    }

    private async Task<bool> TryChangeAsync(PollingClientTransport polling, Task receiving, WebSocketClientTransport webSocket)
    {
        bool hasTurn = false;
        try
        {
            // no packet goes out meanwhile; those that wait follow over WebSocket
            await _turn.WaitAsync(_endedToken).ConfigureAwait(false);
            hasTurn = true;
            _isChanging = !_isCloseSent;
            polling.Pause();
            await receiving.ConfigureAwait(false);
            _endedToken.ThrowIfCancellationRequested();
            if (_end.Task.IsCompleted)
            {
                return false;
            }

            await webSocket.SendAsync([OutgoingPacket.Of(EngineIoPacketType.Upgrade)], _endedToken).ConfigureAwait(false);
            _transport = webSocket;
            return true;
        }
        catch (TransportException error)
        {
            EndFor(error);
            return false;
        }
        catch (OperationCanceledException)
        {
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
        finally
        {
            if (hasTurn)
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Asks over WebSocket whether the connection may change to it; null if not, and then it goes on as it is.</summary>
    private async Task<WebSocketClientTransport?> ProbeAsync()
    {
        var webSocket = new WebSocketClientTransport(_settings, _http);
        using var timeout = new CancellationTokenSource(_settings.ConnectTimeout, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_endedToken, timeout.Token);
        string problem;
        try
        {
            await webSocket.OpenAsync(_handshake!.Sid, either.Token).ConfigureAwait(false);
            await webSocket.SendAsync([OutgoingPacket.Of(EngineIoPacketType.Ping, _probe)], either.Token).ConfigureAwait(false);
            EngineIoPacket? answer = await webSocket.ReceiveAsync(either.Token).ConfigureAwait(false);
            if (answer is { Type: EngineIoPacketType.Pong } pong && pong.Data.Span.SequenceEqual(_probe))
            {
                return webSocket;
            }

            problem = $"the server answered the probe with a packet of type {answer?.Type}";
        }
        catch (TransportException error)
        {
            problem = error.Message;
        }
        catch (OperationCanceledException)
        {
            problem = "there was no answer in time";
        }

        await webSocket.DisposeAsync().ConfigureAwait(false);
        LogNotUpgraded(_settings.Logger, problem);
        return null;
    }

    private void OnPacket(EngineIoPacket packet)
    {
        switch (packet.Type)
        {
            case EngineIoPacketType.Message:
                OnMessage(packet.Data.Span, packet.IsBinary);
                break;
            case EngineIoPacketType.Ping:
                _heartbeat!.Beat();
                SendPong(packet.Data.Span);
                break;
            case EngineIoPacketType.Close:
                throw new TransportException("The server closed the connection.") { IsClosed = true };
            default:
                break; // nothing follows from the others
        }
    }

    private void OnMessage(ReadOnlySpan<byte> message, bool isBinary)
    {
        SocketIoPacket? packet;
        try
        {
            packet = isBinary ? _decoder.AddBinary(message) : _decoder.Add(message);
        }
        catch (Exception error)
        {
            // whatever a parser of the user's throws, what follows cannot be trusted
            End(DisconnectReason.ParseError, error);
            return;
        }

        if (packet is not null && !_end.Task.IsCompleted)
        {
            _handler.OnPacket(this, packet);
        }
    }

    private void EndFor(Exception error) =>
        End(error is TransportException { IsClosed: true } ? DisconnectReason.TransportClose : DisconnectReason.TransportError, error);

    [LoggerMessage(2401, LogLevel.Debug, "The connection stays on long-polling: {Problem}.")]
    private static partial void LogNotUpgraded(ILogger logger, string problem);
}
