using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>WebSocket: from the beginning, or as the transport that takes over from polling.</content>
internal sealed partial class EngineSession
{
    private const ushort ProtocolError = 1002;
    private const ushort InvalidPayload = 1007;
    private const ushort MessageTooBig = 1009;

    /// <summary>Opens the session on a WebSocket, and runs it to its end.</summary>
    public Task RunWebSocketAsync(UpgradedConnection connection, PerMessageDeflateConfig? deflate = null)
    {
        WebSocketTransport transport = MakeTransport(connection, deflate);
        _webSocket = transport;
        _deflate = deflate;
        Open();
        return RunTransportAsync(transport);
    }

    /// <summary>Runs a WebSocket that asks to take over; whatever becomes of it before it has, the session goes on.</summary>
    public Task RunProbeAsync(UpgradedConnection connection, PerMessageDeflateConfig? deflate = null)
    {
        var probe = new UpgradeProbe(this, MakeTransport(connection, deflate));
        lock (_gate)
        {
            if (_state == SessionState.Open && _polling is not null && _probe is null && _server.Config.AllowUpgrades)
            {
                _probe = probe;
                _server.UpgradeDeadlines.Add(probe.Timeout);
            }
            else
            {
                // engine.io: a second one is closed, the first goes on
                probe.Transport.CloseLocked(NormalClosure);
            }
        }

        return RunTransportAsync(probe.Transport);
    }

    /// <summary>engine.io v4, "Upgrade": a GET that waits is answered, so that the client can pause polling.</summary>
    public void OnPokeDue(UpgradeProbe probe)
    {
        lock (_gate)
        {
            if (_probe == probe && _state == SessionState.Open)
            {
                _polling!.ReleasePoll();
                _server.Pokes.Add(probe.Poke);
            }
        }
    }

    /// <summary>The client did not finish its upgrade in time; it may go on polling.</summary>
    public void OnUpgradeTimeout(UpgradeProbe probe)
    {
        lock (_gate)
        {
            if (_probe == probe)
            {
                EndProbeLocked();
                probe.Transport.CloseLocked(NormalClosure);
            }
        }
    }

    /// <summary>A message that came on a transport; its memory is the reader's again after the call.</summary>
    public void OnMessage(WebSocketTransport transport, ReadOnlyMemory<byte> message, bool isBinary)
    {
        bool isCurrent;
        lock (_gate)
        {
            isCurrent = _webSocket == transport;
        }

        if (!isCurrent)
        {
            OnProbeMessage(transport, message, isBinary);
            return;
        }

        lock (_receiving)
        {
            if (!IsOpen())
            {
                return;
            }

            if (isBinary)
            {
                _handler!.OnBinary(message.Span);
            }
            else if (EngineIoPacket.TryParse(message, out EngineIoPacket packet))
            {
                OnPacket(packet);
            }
            else
            {
                Close(DisconnectReason.ParseError);
            }
        }
    }

    /// <summary>What the messages have brought to do, if anything.</summary>
    public IThreadPoolWorkItem? TakeWork() => _handler!.TakeWork();

    private WebSocketTransport MakeTransport(UpgradedConnection connection, PerMessageDeflateConfig? deflate) =>
        new(this, connection, _gate, _server.Config.MaxSendQueueSize, _binaryAsText, deflate, _server.ClosingDeadlines);

    // a client that asked for binary as Base64 gets that as it is: the compressed form has the raw bytes
    private OutgoingMessage FramesOf(OutgoingMessage message, SendFlags flags, PerMessageDeflateConfig? deflate) =>
        deflate is null || flags.HasFlag(SendFlags.Uncompressed) || (_binaryAsText && message.HasBinary) ? message
        : message.Deflated(deflate);

    private async Task RunTransportAsync(WebSocketTransport transport)
    {
        ReadEnd end = ReadEnd.Failed;
        try
        {
            end = await transport.ReadAsync(_server.Config.MaxPayload);
        }
        finally
        {
            // whatever fails above, nothing of a transport that has ended stays behind
            EndTransport(transport, end);

            // what waits is still written, as long as the client reads it
            await transport.CompleteAsync(end);
        }
    }

    private void EndTransport(WebSocketTransport transport, ReadEnd end)
    {
        bool isCurrent;
        lock (_gate)
        {
            isCurrent = _webSocket == transport;
            if (_probe?.Transport == transport)
            {
                EndProbeLocked();
            }

            transport.CloseLocked(end switch
            {
                ReadEnd.RuleBroken => ProtocolError,
                ReadEnd.TooLarge => MessageTooBig,
                ReadEnd.Undecodable => InvalidPayload,
                _ => NormalClosure,
            });
        }

        if (isCurrent)
        {
            Close(end == ReadEnd.Closed ? DisconnectReason.TransportClose : DisconnectReason.TransportError);
        }
    }

    private void EndProbeLocked()
    {
        _server.UpgradeDeadlines.Remove(_probe!.Timeout);
        _server.Pokes.Remove(_probe.Poke);
        _probe = null;
    }

    // engine.io v4, "Upgrade": a ping with "probe" is answered, then the upgrade packet changes the transport. Clients in the wild leave the probe out.
    private void OnProbeMessage(WebSocketTransport transport, ReadOnlyMemory<byte> message, bool isBinary)
    {
        bool isPacket = EngineIoPacket.TryParse(message, out EngineIoPacket packet) && !isBinary;
        if (isPacket && packet.Type == EngineIoPacketType.Ping && packet.Data.Span.SequenceEqual("probe"u8))
        {
            AnswerProbe(transport);
        }
        else if (isPacket && packet.Type == EngineIoPacketType.Upgrade)
        {
            Upgrade(transport);
        }
        else
        {
            lock (_gate)
            {
                transport.CloseLocked(NormalClosure);
            }
        }
    }

    private void AnswerProbe(WebSocketTransport transport)
    {
        lock (_gate)
        {
            if (_probe?.Transport == transport)
            {
                transport.TrySendLocked(OutgoingMessage.ProbeAnswer);
                if (_probe.Poke.Queue is null)
                {
                    _server.Pokes.Add(_probe.Poke);
                }
            }
        }
    }

    private void Upgrade(WebSocketTransport transport)
    {
        bool isTaken = true;
        DeflateWaiting(transport);

        // waits for a POST that is being taken in; one that still arrives is refused from here on
        lock (_receiving)
        {
            lock (_gate)
            {
                if (_probe?.Transport != transport || _state != SessionState.Open)
                {
                    return;
                }

                EndProbeLocked();
                _webSocket = transport;
                _deflate = transport.Deflate;
                foreach ((OutgoingMessage message, SendFlags flags) in _polling!.TakeWaiting())
                {
                    isTaken &= transport.TrySendLocked(FramesOf(message, flags, _deflate));
                }

                _polling = null;
                EngineTelemetry.AddSession(isWebSocket: false, -1);
                EngineTelemetry.AddSession(isWebSocket: true, 1);
            }
        }

        if (!isTaken)
        {
            Close(DisconnectReason.SendQueueFull);
        }
    }

    // ahead of the locks, under which the compressed forms are there already
    private void DeflateWaiting(WebSocketTransport transport)
    {
        QueuedMessage[] waiting;
        lock (_gate)
        {
            waiting = transport.Deflate is not null && _probe?.Transport == transport ? _polling!.Waiting : [];
        }

        foreach ((OutgoingMessage message, SendFlags flags) in waiting)
        {
            FramesOf(message, flags, transport.Deflate);
        }
    }
}
