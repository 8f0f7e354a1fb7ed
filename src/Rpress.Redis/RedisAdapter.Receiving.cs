using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What the other servers want of this one, and what they answer. It comes in the order in which it was sent, and is done in that order.</content>
public sealed partial class RedisAdapter
{
    private readonly ConcurrentDictionary<RelayedAcks, bool> _relayed = [];

    private void Receive(ReceivedMessage message)
    {
        try
        {
            Receive(message.Channel, message.Body);
        }
        catch (Exception malformed) when (malformed is PacketFormatException or JsonException or FormatException)
        {
            // others may publish here, too; as in Node, what cannot be read is passed over
            LogMalformed(Namespace.Io.Logger, Namespace.Name, malformed.Message);
        }
        catch (Exception error)
        {
            LogReceivingFailed(Namespace.Io.Logger, Namespace.Name, error);
        }
    }

    private void Receive(string channel, ReadOnlyMemory<byte> body)
    {
        if (channel.StartsWith(_channels.Broadcasts, StringComparison.Ordinal))
        {
            OnBroadcast(_channels.RoomOf(channel), body);
        }
        else if (channel == _channels.Requests)
        {
            OnRequest(body);
        }
        else if (channel == _channels.Responses || channel == _ownResponses)
        {
            OnResponse(body);
        }
    }

    private void OnBroadcast(string room, ReadOnlyMemory<byte> body)
    {
        if ((room.Length == 0 || HasRoom(room)) && ReceivedBroadcast.Read(body.Span, _uid, Namespace.Name) is { } broadcast)
        {
            Deliver(broadcast.Packet, broadcast.Options);
        }
    }

    private void OnRequest(ReadOnlyMemory<byte> body)
    {
        // this server's own part of its own requests is done already
        if (ReceivedRequest.Read(body, _uid, Namespace.Name) is { } request)
        {
            Namespace.Io.Work.Track(OnRequestAsync(request));
        }
    }

    private async Task OnRequestAsync(ReceivedRequest request)
    {
        try
        {
            await (request.Options is { } sockets ? ActAsync(request, sockets) : ActOnOneAsync(request));
        }
        catch (InvalidOperationException error)
        {
            // a socket would be in too many rooms: who asked does not hear of it
            LogRequestFailed(Namespace.Io.Logger, request.Type, Namespace.Name, error.Message);
        }
        catch (Exception error)
        {
            LogReceivingFailed(Namespace.Io.Logger, Namespace.Name, error);
        }
    }

    private async Task ActAsync(ReceivedRequest request, BroadcastOptions sockets)
    {
        switch (request.Type)
        {
            case ClusterMessageType.Join:
                await base.AddSocketsAsync(sockets, request.Rooms);
                break;
            case ClusterMessageType.Leave:
                await base.RemoveSocketsAsync(sockets, request.Rooms);
                break;
            case ClusterMessageType.Disconnect:
                await base.DisconnectSocketsAsync(sockets, request.Close);
                break;
            case ClusterMessageType.FetchSockets when request.RequestId is { } id:
                Respond(request, ResponseMessage.FetchSockets(id, await base.FetchSocketsAsync(sockets)));
                break;
            case ClusterMessageType.Broadcast when request is { Packet: { } packet, RequestId: { } id }:
                Relay(request, id, packet, sockets);
                break;
        }
    }

    // what names no sockets, or one of them, as versions before 7 did
    private async Task ActOnOneAsync(ReceivedRequest request)
    {
        switch (request.Type)
        {
            case ClusterMessageType.ServerSideEmit when request.Packet is { } packet:
                ReceiveServerSideEvent(packet, request.RequestId is { } asked ? answer => Answer(asked, answer) : null);
                break;
            case ClusterMessageType.Sockets when request.RequestId is { } socketsId:
                Respond(request, ResponseMessage.Sockets(socketsId, await base.GetSocketIdsAsync(request.Rooms)));
                break;
            case ClusterMessageType.AllRooms when request.RequestId is { } roomsId:
                Respond(request, ResponseMessage.AllRooms(roomsId, await base.GetAllRoomsAsync()));
                break;
            case ClusterMessageType.Join or ClusterMessageType.Leave or ClusterMessageType.Disconnect
                when request is { SocketId: { } socketId, RequestId: { } id } && Namespace.Find(socketId) is { } socket:
                await MoveAsync(request, socket);
                Respond(request, ResponseMessage.Done(id));
                break;
        }
    }

    private Task MoveAsync(ReceivedRequest request, RpressSocket socket) => request.Type switch
    {
        ClusterMessageType.Join => AddAllAsync(socket.Id, request.Rooms),
        ClusterMessageType.Leave => Task.WhenAll(request.Rooms.Select(room => RemoveAsync(socket.Id, room))),
        _ => socket.DisconnectAsync(request.Close),
    };

    private void Relay(ReceivedRequest request, string id, SocketIoPacket packet, BroadcastOptions sockets)
    {
        var acks = new RelayedAcks(id, answer => Respond(request, answer), sockets.Timeout ?? _link.Options.RequestTimeout, Namespace.Io.Time);
        _relayed[acks] = true;
        acks.OnEnded(() => _relayed.TryRemove(acks, out _));
        DeliverWithAck(packet, new() { Rooms = sockets.Rooms, Except = sockets.Except }, acks);
    }

    // npm's adapter has these on the channel of all servers, whatever was set
    private void Answer(string requestId, EventArguments answer) => Publish(_channels.Responses, ResponseMessage.ServerSideEmit(requestId, answer[0]));

    private void Respond(ReceivedRequest request, byte[] response) => Publish(
        _link.Options.UseSpecificResponseChannel && request.Uid is { } uid ? _channels.ResponsesTo(uid) : _channels.Responses, response);

    private void OnResponse(ReadOnlyMemory<byte> body)
    {
        if (!ClusterJson.Is(body))
        {
            OnAck(body.Span);
            return;
        }

        using JsonDocument document = ClusterJson.Parse(body);
        JsonElement response = document.RootElement;
        if (response.TextOf("requestId") is not { } id || _requests.TryRespond(id, response))
        {
            return;
        }

        if (_asked.TryGetValue(id, out BroadcastAcks? acks)
            && ClusterJson.NumberOf(response, "type") == (int)ClusterMessageType.BroadcastClientCount
            && ClusterJson.NumberOf(response, "clientCount") is { } count and >= 0)
        {
            acks.AddClientCount(count);
        }
    }

    private void OnAck(ReadOnlySpan<byte> body)
    {
        ReceivedAck ack = ReceivedAck.Read(body);
        if (ack.RequestId is { } id && _asked.TryGetValue(id, out BroadcastAcks? acks))
        {
            acks.AddAnswer(ack.ReadAnswer(Namespace.Io.Json));
        }
    }

    [LoggerMessage(2303, LogLevel.Debug, "A message of another server in {Namespace} is passed over: {Problem}")]
    private static partial void LogMalformed(ILogger logger, string @namespace, string problem);

    [LoggerMessage(2304, LogLevel.Error, "A message of another server in {Namespace} could not be handled.")]
    private static partial void LogReceivingFailed(ILogger logger, string @namespace, Exception error);

    [LoggerMessage(2305, LogLevel.Warning, "What another server asked for in {Namespace} ({Type}) could not be done in full: {Problem}")]
    private static partial void LogRequestFailed(ILogger logger, ClusterMessageType type, string @namespace, string problem);
}
