using System.Text.Json;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>Publishes to the servers of a cluster, in one namespace.</summary>
internal sealed class EmitterTarget(IConnectionMultiplexer redis, string keyPrefix, string @namespace, JsonSerializerOptions json)
{
    private readonly RedisChannels _channels = new(keyPrefix, @namespace);

    public EmitterTarget Of(string name) => new(redis, keyPrefix, name, json);

    public Task BroadcastAsync(string eventName, IReadOnlyList<object?> arguments, BroadcastOptions options) =>
        PublishAsync(_channels.BroadcastsTo(options), BroadcastMessage.Encode(BroadcastMessage.EmitterUid, Encode(eventName, arguments), options));

    public Task MoveAsync(ClusterMessageType type, BroadcastOptions options, string[] rooms) =>
        PublishAsync(_channels.Requests, RequestMessage.Move(null, type, options, BroadcastOptions.RequireRooms(rooms)));

    public Task DisconnectAsync(BroadcastOptions options, bool close) =>
        PublishAsync(_channels.Requests, RequestMessage.Disconnect(null, options, close));

    public Task ServerSideEmitAsync(string eventName, IReadOnlyList<object?> arguments) =>
        PublishAsync(_channels.Requests, RequestMessage.ServerSideEmit(BroadcastMessage.EmitterUid, null, Encode(eventName, arguments)));

    private SocketIoPacket Encode(string eventName, IReadOnlyList<object?> arguments) =>
        SocketIoEncoder.Event(@namespace, null, eventName, arguments, json);

    private Task<long> PublishAsync(string channel, byte[] message) => redis.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), message);
}
