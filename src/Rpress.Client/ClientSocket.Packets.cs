using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What the server sends: answers, events and acks. The connection calls these, holding the gate.</content>
public partial class ClientSocket
{
    private const int LongestOffset = 128; // characters: what is longer is an argument of an event that has no offset

    private readonly List<SocketIoPacket> _early = []; // events that came before the answer to CONNECT; guarded by Gate
    private long _earlySize; // bytes; guarded by Gate

    internal void OnPacketLocked(EngineConnection engine, SocketIoPacket packet)
    {
        if (_engine != engine)
        {
            OnLatePacketLocked(engine, packet);
            return;
        }

        switch (packet.Type)
        {
            case SocketIoPacketType.Connect:
                OnConnectedLocked(packet);
                break;
            case SocketIoPacketType.ConnectError:
                OnRefusedLocked(packet);
                break;
            case SocketIoPacketType.Event when _isConnected:
                TryHandleLocked(packet);
                break;
            case SocketIoPacketType.Event:
                KeepLocked(packet);
                break;
            case SocketIoPacketType.Ack when packet.Id is { } id:
                _acks.Complete(id, new EventArguments(packet, Json));
                break;
            case SocketIoPacketType.Disconnect when _isConnected:
                LeaveLocked(DisconnectReason.IoServerDisconnect);
                Connection.ReleaseLocked(this, new SocketConnectException("The server disconnected the socket."));
                break;
            case SocketIoPacketType.Disconnect:
                RefuseLocked(new("The server disconnected the socket before it was in."));
                break;
        }
    }

    // the server was not asked yet, so that is no answer; or the socket left before it was there, and the server takes it for one that is in
    private void OnLatePacketLocked(EngineConnection engine, SocketIoPacket packet)
    {
        if (_left != engine || packet.Type is not (SocketIoPacketType.Connect or SocketIoPacketType.ConnectError))
        {
            return;
        }

        _left = null;
        if (packet.Type == SocketIoPacketType.Connect)
        {
            SendDisconnect(engine);
        }

        if (_nextAuth is { } auth)
        {
            _nextAuth = null;
            JoinLocked(engine, auth);
        }
    }

    /// <summary>Keeps an event that came before the answer to CONNECT, within the limits of those that wait for their handlers.</summary>
    private void KeepLocked(SocketIoPacket packet)
    {
        long size = _earlySize + packet.Size;
        if (_early.Count >= Settings.EventLimits.MaxCount || (_early.Count > 0 && size > Settings.EventLimits.MaxSize))
        {
            _engine?.End(DisconnectReason.EventQueueFull);
            return;
        }

        _early.Add(packet);
        _earlySize = size;
    }

    private void ForgetEarlyLocked()
    {
        _early.Clear();
        _earlySize = 0;
    }

    // socket.io-protocol v5, "Connection to a namespace": the answer has the socket's id
    private void OnConnectedLocked(SocketIoPacket packet)
    {
        string? pid = null;
        if (packet.Data.IsEmpty || !TryReadSession(packet, out string? id, out pid))
        {
            RefuseLocked(new("The server let the socket in without an id: it speaks an older version of Socket.IO than v3."));
            return;
        }

        if (_isConnected)
        {
            return; // it is in already
        }

        Id = id;
        Recovered = pid is not null && pid == _pid;
        _pid = pid;
        _isConnected = true;
        _failsFast = false;
        HandleEarlyLocked();
        SendUnsentLocked();
        Happen(_connect, null);
        _connected.TrySetResult();
        _outcome?.TrySetResult();
        _outcome = null;
    }

    private void HandleEarlyLocked()
    {
        foreach (SocketIoPacket packet in _early)
        {
            if (!TryHandleLocked(packet))
            {
                break; // what follows would leave a gap
            }
        }

        ForgetEarlyLocked();
    }

    private bool TryReadSession(SocketIoPacket packet, out string? id, out string? pid)
    {
        using JsonDocument document = Parse(packet);
        id = TextOf(document.RootElement, "sid");
        pid = TextOf(document.RootElement, "pid");
        return id is { Length: > 0 };
    }

    private void OnRefusedLocked(SocketIoPacket packet)
    {
        if (_isConnected)
        {
            return; // it is in; that answered nothing
        }

        RefuseLocked(ReadRefusal(packet));
    }

    private SocketConnectException ReadRefusal(SocketIoPacket packet)
    {
        const string NoMessage = "The server refused the namespace.";
        if (packet.Data.IsEmpty)
        {
            return new(NoMessage, default(EventArgument));
        }

        using JsonDocument document = Parse(packet);
        JsonElement error = document.RootElement;
        return error.ValueKind == JsonValueKind.Object
            ? new(TextOf(error, "message") ?? NoMessage, error.TryGetProperty("data", out JsonElement data) ? EventArgument.Parse(data, [], Json) : default)
            : new(TextOf(error) ?? NoMessage, default(EventArgument));
    }

    private JsonDocument Parse(SocketIoPacket packet) =>
        JsonDocument.Parse(packet.Data, new JsonDocumentOptions { MaxDepth = Settings.DecoderLimits.MaxJsonDepth });

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair: JSON can say it, and it is no text
        }
    }

    private bool TryHandleLocked(SocketIoPacket packet)
    {
        if (!_pump.TryAdd(new(packet, _engine, null), out bool isReady))
        {
            _engine?.End(DisconnectReason.EventQueueFull);
            return false;
        }

        KeepOffsetLocked(packet);
        if (isReady)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_pump, preferLocal: false);
        }

        return true;
    }

    // socket.io, "Connection state recovery": the last argument of an event is where it stands in the server's log
    private void KeepOffsetLocked(SocketIoPacket packet)
    {
        if (_pid is not null && packet.Id is null && new EventArguments(packet, Json) is { Count: > 0 } arguments
            && arguments[^1] is { ValueKind: JsonValueKind.String } last
            && last.ToString() is { Length: <= LongestOffset } offset)
        {
            _lastOffset = offset; // not read: it may be what another client wrote, and converters are the user's
        }
    }
}
