using System.Text.Json;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// The adapter of several servers as one, through Redis' publish and subscribe: the classic one, in the format of npm's
/// <c>@socket.io/redis-adapter</c> 8, so that .NET and Node share a cluster.
/// </summary>
/// <remarks>What is sent while Redis is away is not made up for.</remarks>
public sealed partial class RedisAdapter : ClusterAdapter
{
    private readonly RedisAdapterOptions _options;
    private readonly RedisChannels _channels;
    private readonly string _ownResponses;

    private RedisAdapter(RpressNamespace @namespace, RedisLink link, RedisAdapterOptions options)
        : base(@namespace, link, ClusterId.Next)
    {
        RequireNoRecovery(@namespace.Io);
        _options = options;
        _channels = new(options.KeyPrefix, @namespace.Name);
        _ownResponses = _channels.ResponsesTo(Uid);
    }

    /// <summary>Adapters for <see cref="RpressIo.Adapter"/> that share one connection; <see cref="RedisExtensions.UseRedis(RpressIo, string, RedisAdapterOptions?)"/> for all namespaces at once.</summary>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">The address is malformed, or a setting is wrong; the message says what.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(string address, RedisAdapterOptions? options = null)
    {
        RedisAdapterOptions taken = RedisClusterOptions.Take(options);
        return Create(new RedisLink(RedisAddress.Parse(address), taken), taken);
    }

    /// <summary>Adapters on a connection of the caller's, who disposes it after the server.</summary>
    /// <param name="redis">The connection; its <c>BacklogPolicy</c> should be <c>FailFast</c>, or what is sent while Redis is away arrives late.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(IConnectionMultiplexer redis, RedisAdapterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(redis);
        RedisAdapterOptions taken = RedisClusterOptions.Take(options);
        return Create(new RedisLink(redis, taken), taken);
    }

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyCollection<string>> GetSocketIdsAsync(IReadOnlyCollection<string> rooms)
    {
        var ids = new HashSet<string>(await base.GetSocketIdsAsync(rooms), StringComparer.Ordinal);
        ids.UnionWith(await AskAllAsync("sockets", new(ClusterMessageType.Sockets) { Rooms = rooms }, response => ReadTexts(response, "sockets")));
        return ids;
    }

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyCollection<string>> GetAllRoomsAsync()
    {
        var all = new HashSet<string>(await base.GetAllRoomsAsync(), StringComparer.Ordinal);
        all.UnionWith(await AskAllAsync("allRooms", new(ClusterMessageType.AllRooms), response => ReadTexts(response, "rooms")));
        return all;
    }

    private protected override RedisChannel CountedChannel => RedisChannel.Literal(_channels.Requests);

    private protected override async Task SubscribeAsync(RedisConnection connection)
    {
        await HearAsync(connection, RedisChannel.Pattern(_channels.AllBroadcasts));
        foreach (string channel in (string[])[_channels.Requests, _channels.Responses, _ownResponses])
        {
            await HearAsync(connection, RedisChannel.Literal(channel));
        }
    }

    private protected override void Publish(ClusterMessage message)
    {
        (string channel, byte[] body) = Encode(message);
        Publish(RedisChannel.Literal(channel), body);
    }

    private protected override void Read(ReceivedMessage message)
    {
        (string channel, ReadOnlyMemory<byte> body) = message;
        if (channel.StartsWith(_channels.Broadcasts, StringComparison.Ordinal))
        {
            string room = _channels.RoomOf(channel);
            if ((room.Length == 0 || HasRoom(room)) && ReceivedBroadcast.Read(body.Span, Uid, Namespace.Name) is { } broadcast)
            {
                OnMessage(broadcast);
            }
        }
        else if (channel == _channels.Requests)
        {
            // this server's own part of its own requests is done already
            if (ReceivedRequest.Read(body, Uid, Namespace.Name) is { } request)
            {
                OnMessage(request);
            }
        }
        else if (channel == _channels.Responses || channel == _ownResponses)
        {
            ReadResponse(body);
        }
    }

    private protected override void Respond(ClusterMessage request, ClusterResponse response) => Publish(
        RedisChannel.Literal(ResponsesTo(request)),
        response.Type switch
        {
            ClusterMessageType.Sockets => ResponseMessage.Sockets(response.RequestId, response.Names),
            ClusterMessageType.AllRooms => ResponseMessage.AllRooms(response.RequestId, response.Names),
            ClusterMessageType.FetchSockets => ResponseMessage.FetchSockets(response.RequestId, response.Sockets),
            ClusterMessageType.ServerSideEmit => ResponseMessage.ServerSideEmit(response.RequestId, response.Answer),
            ClusterMessageType.BroadcastClientCount => ResponseMessage.ClientCount(response.RequestId, response.ClientCount),
            ClusterMessageType.BroadcastAck => ResponseMessage.Ack(response.RequestId, response.Answer),
            _ => ResponseMessage.Done(response.RequestId),
        });

    private protected override EventArgument ReadAnswer(ReceivedResponse response)
    {
        ReadOnlyMemory<byte> json = NodeBuffers.Read(ClusterJson.RawOf(response.Json, "data"), out ReadOnlyMemory<byte>[] attachments);
        return new(json, attachments, Namespace.Io.Json);
    }

    // what else versions before 8 ask for, of which some name one socket
    private protected override Task ActAsync(ClusterMessage message) => message switch
    {
        { Type: ClusterMessageType.Sockets, RequestId: { } id } => TellSocketsAsync(message, id),
        { Type: ClusterMessageType.AllRooms, RequestId: { } id } => TellAllRoomsAsync(message, id),
        { Type: ClusterMessageType.Join or ClusterMessageType.Leave or ClusterMessageType.Disconnect, Options: null } => MoveOneAsync(message),
        _ => base.ActAsync(message),
    };

    private static Func<RpressNamespace, SocketIoAdapter> Create(RedisLink link, RedisAdapterOptions options) =>
        @namespace => new RedisAdapter(@namespace, link, options);

    private static IEnumerable<string> ReadTexts(ReceivedResponse response, string name) => ClusterJson.TextsIn(ListOf(response.Json, name));

    private (string Channel, byte[] Body) Encode(ClusterMessage message) => message switch
    {
        { Type: ClusterMessageType.Broadcast, RequestId: null } =>
            (_channels.BroadcastsTo(message.Options!), BroadcastMessage.Encode(Uid, message.Packet!, message.Options!)),
        { Type: ClusterMessageType.Broadcast, RequestId: { } id } =>
            (_channels.Requests, BroadcastMessage.EncodeRequest(Uid, id, message.Packet!, message.Options!)),
        { Type: ClusterMessageType.Disconnect } => (_channels.Requests, RequestMessage.Disconnect(Uid, message.Options!, message.Close)),
        { Type: ClusterMessageType.ServerSideEmit } => (_channels.Requests, RequestMessage.ServerSideEmit(Uid, message.RequestId, message.Packet!)),
        { Type: ClusterMessageType.FetchSockets } => (_channels.Requests, RequestMessage.FetchSockets(Uid, message.RequestId!, message.Options!)),
        { Type: ClusterMessageType.Sockets } => (_channels.Requests, RequestMessage.Sockets(Uid, message.RequestId!, message.Rooms)),
        { Type: ClusterMessageType.AllRooms } => (_channels.Requests, RequestMessage.AllRooms(Uid, message.RequestId!)),
        _ => (_channels.Requests, RequestMessage.Move(Uid, message.Type, message.Options!, message.Rooms)),
    };

    // npm's adapter has the answers of servers on the channel of all of them, whatever was set
    private string ResponsesTo(ClusterMessage request) =>
        _options.UseSpecificResponseChannel && request is { Uid: { } uid, Type: not ClusterMessageType.ServerSideEmit } ? _channels.ResponsesTo(uid) : _channels.Responses;

    private void ReadResponse(ReadOnlyMemory<byte> body)
    {
        if (!ClusterJson.Is(body))
        {
            ReceivedAck ack = ReceivedAck.Read(body.Span);
            if (ack.RequestId is { } asked && FindAcks(asked) is { } acks)
            {
                acks.AddAnswer(ack.ReadAnswer(Namespace.Io.Json));
            }

            return;
        }

        using JsonDocument document = ClusterJson.Parse(body);
        JsonElement response = document.RootElement;
        if (response.TextOf("requestId") is { } id)
        {
            OnResponse(id, new(response, []), (ClusterMessageType?)ClusterJson.NumberOf(response, "type"));
        }
    }

    private async Task TellSocketsAsync(ClusterMessage message, string id) =>
        Respond(message, new(ClusterMessageType.Sockets, id) { Names = await base.GetSocketIdsAsync(message.Rooms) });

    private async Task TellAllRoomsAsync(ClusterMessage message, string id) =>
        Respond(message, new(ClusterMessageType.AllRooms, id) { Names = await base.GetAllRoomsAsync() });

    private async Task MoveOneAsync(ClusterMessage message)
    {
        if (message is not { SocketId: { } socketId, RequestId: { } id } || Namespace.Find(socketId) is not { } socket)
        {
            return;
        }

        await (message.Type switch
        {
            ClusterMessageType.Join => AddAllAsync(socket.Id, message.Rooms),
            ClusterMessageType.Leave => Task.WhenAll(message.Rooms.Select(room => RemoveAsync(socket.Id, room))),
            _ => socket.DisconnectAsync(message.Close),
        });
        Respond(message, new(message.Type, id));
    }
}
