using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What the other servers want of this one, and what they answer. It comes in the order in which it was sent, and is done in that order.</content>
public abstract partial class ClusterAdapter
{
    private readonly ConcurrentDictionary<RelayedAcks, bool> _relayed = [];

    /// <summary>Takes a message apart, and gives it to <see cref="OnMessage"/> or to <see cref="OnResponse"/>.</summary>
    /// <exception cref="PacketFormatException">It cannot be read.</exception>
    /// <exception cref="JsonException">It cannot be read.</exception>
    /// <exception cref="FormatException">It cannot be read.</exception>
    private protected abstract void Read(ReceivedMessage message);

    /// <summary>Sends an answer to the server that asked.</summary>
    private protected abstract void Respond(ClusterMessage request, ClusterResponse response);

    private void Receive(ReceivedMessage message) => Attempt(() => Read(message));

    /// <summary>Reads something of another server's; what is wrong with it goes into the log.</summary>
    private protected void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (Exception malformed) when (malformed is PacketFormatException or JsonException or FormatException)
        {
            // others may publish here, too; as in Node, what cannot be read is passed over
            LogMalformed(Logger, Namespace.Name, malformed.Message);
        }
        catch (Exception error)
        {
            LogReceivingFailed(Logger, Namespace.Name, error);
        }
    }

    /// <summary>Does what another server wants.</summary>
    private protected void OnMessage(ClusterMessage message)
    {
        if (message is { Type: ClusterMessageType.Broadcast, RequestId: null, Packet: { } packet, Options: { } sockets })
        {
            Deliver(packet, sockets);
        }
        else
        {
            Namespace.Io.Work.Track(OnMessageAsync(() => ActAsync(message), message.Type));
        }
    }

    /// <summary>Does what another server wants; what goes wrong with it goes into the log.</summary>
    private protected async Task OnMessageAsync(Func<Task> act, ClusterMessageType type)
    {
        try
        {
            await act();
        }
        catch (InvalidOperationException error)
        {
            // a socket would be in too many rooms: who asked does not hear of it
            LogRequestFailed(Logger, type, Namespace.Name, error.Message);
        }
        catch (Exception error)
        {
            LogReceivingFailed(Logger, Namespace.Name, error);
        }
    }

    /// <summary>Takes what another server answers.</summary>
    /// <param name="requestId">What was asked.</param>
    /// <param name="response">The answer.</param>
    /// <param name="type">What it is, where it says so.</param>
    private protected void OnResponse(string requestId, ReceivedResponse response, ClusterMessageType? type)
    {
        if (_requests.TryRespond(requestId, response) || !_asked.TryGetValue(requestId, out BroadcastAcks? acks))
        {
            return;
        }

        if (type == ClusterMessageType.BroadcastClientCount && ClusterJson.NumberOf(response.Json, "clientCount") is { } count and >= 0)
        {
            acks.AddClientCount(count);
        }
        else if (type == ClusterMessageType.BroadcastAck)
        {
            acks.AddAnswer(ReadAnswer(response));
        }
    }

    /// <summary>Who waits for the acks of a broadcast's clients; null if nobody does.</summary>
    private protected BroadcastAcks? FindAcks(string requestId) => _asked.GetValueOrDefault(requestId);

    /// <summary>Does this server's part of a message.</summary>
    /// <exception cref="InvalidOperationException">A socket would be in too many rooms.</exception>
    private protected virtual Task ActAsync(ClusterMessage message) => message switch
    {
        { Type: ClusterMessageType.Broadcast, Packet: { } packet, Options: { } sockets } => BroadcastHereAsync(message, packet, sockets),
        { Type: ClusterMessageType.Join, Options: { } sockets } => base.AddSocketsAsync(sockets, message.Rooms),
        { Type: ClusterMessageType.Leave, Options: { } sockets } => base.RemoveSocketsAsync(sockets, message.Rooms),
        { Type: ClusterMessageType.Disconnect, Options: { } sockets } => base.DisconnectSocketsAsync(sockets, message.Close),
        { Type: ClusterMessageType.FetchSockets, Options: { } sockets, RequestId: { } id } => FetchHereAsync(message, id, sockets),
        { Type: ClusterMessageType.ServerSideEmit, Packet: { } packet } => EmitHereAsync(message, packet),
        _ => Task.CompletedTask,
    };

    private Task BroadcastHereAsync(ClusterMessage message, SocketIoPacket packet, BroadcastOptions sockets)
    {
        if (message.RequestId is not { } id)
        {
            return base.BroadcastAsync(packet, sockets);
        }

        var acks = new RelayedAcks(id, answer => Respond(message, answer), sockets.Timeout ?? RequestTimeout, Namespace.Io.Time);
        _relayed[acks] = true;
        acks.OnEnded(() => _relayed.TryRemove(acks, out _));
        DeliverWithAck(packet, new() { Rooms = sockets.Rooms, Except = sockets.Except }, acks);
        return Task.CompletedTask;
    }

    private async Task FetchHereAsync(ClusterMessage message, string id, BroadcastOptions sockets) =>
        Respond(message, new(ClusterMessageType.FetchSockets, id) { Sockets = await base.FetchSocketsAsync(sockets) });

    private Task EmitHereAsync(ClusterMessage message, SocketIoPacket packet)
    {
        ReceiveServerSideEvent(packet, message.RequestId is { } id
            ? answer => Respond(message, new(ClusterMessageType.ServerSideEmit, id) { Answer = answer[0] })
            : null);
        return Task.CompletedTask;
    }

    [LoggerMessage(2303, LogLevel.Debug, "A message of another server in {Namespace} is passed over: {Problem}")]
    private static partial void LogMalformed(ILogger logger, string @namespace, string problem);

    [LoggerMessage(2304, LogLevel.Error, "A message of another server in {Namespace} could not be handled.")]
    private static partial void LogReceivingFailed(ILogger logger, string @namespace, Exception error);

    [LoggerMessage(2305, LogLevel.Warning, "What another server asked for in {Namespace} ({Type}) could not be done in full: {Problem}")]
    private static partial void LogRequestFailed(ILogger logger, ClusterMessageType type, string @namespace, string problem);
}
