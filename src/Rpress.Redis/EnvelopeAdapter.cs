using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>An adapter whose messages are those of npm's <c>ClusterAdapter</c>: envelopes on a channel of all servers, answers on one of the server that asked.</summary>
public abstract class EnvelopeAdapter : ClusterAdapter
{
    private readonly RedisChannels _channels;
    private readonly string _own;
    private readonly bool _isSharded;

    private protected EnvelopeAdapter(RpressNamespace @namespace, RedisLink link, bool isSharded)
        : base(@namespace, link, ClusterId.NextHex)
    {
        _isSharded = isSharded;
        _channels = new(link.Options.KeyPrefix, @namespace.Name);
        _own = _channels.EnvelopesTo(Uid);
    }

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyCollection<string>> GetSocketIdsAsync(IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        var sockets = new BroadcastOptions { Rooms = rooms.ToHashSet(StringComparer.Ordinal) };
        return (await FetchSocketsAsync(sockets)).Select(socket => socket.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyCollection<string>> GetAllRoomsAsync() =>
        (await FetchSocketsAsync(BroadcastOptions.Everyone)).SelectMany(socket => socket.Rooms).ToHashSet(StringComparer.Ordinal);

    private protected override RedisChannel CountedChannel => Channel(_channels.Broadcasts);

    /// <summary>The channel of all servers for a broadcast, or the one of its room.</summary>
    private protected virtual RedisChannel ChannelFor(ClusterMessage message) => CountedChannel;

    /// <summary>The channel that a room may have.</summary>
    private protected RedisChannel ChannelOf(string room) => Channel(_channels.BroadcastsTo(room));

    private protected override async Task SubscribeAsync(RedisConnection connection)
    {
        await HearAsync(connection, CountedChannel);
        await HearAsync(connection, Channel(_own));
    }

    private protected override void Publish(ClusterMessage message) =>
        Publish(ChannelFor(message), Encode(Envelope.DataOf(message)));

    private protected override void Respond(ClusterMessage request, ClusterResponse response)
    {
        if (request.Uid is { } uid)
        {
            Publish(Channel(_channels.EnvelopesTo(uid)), Encode(Envelope.DataOf(response)));
        }
    }

    private protected override void Read(ReceivedMessage message)
    {
        using ReceivedEnvelope envelope = ReceivedEnvelope.Read(message.Body);
        if (envelope.Uid == Uid || envelope.Namespace != Namespace.Name)
        {
            return;
        }

        if (envelope.ReadMessage() is { } read)
        {
            OnMessage(read);
        }
        else if (envelope is { RequestId: { } id, ResponseType: { } type })
        {
            OnResponse(id, envelope.Response, type);
        }
    }

    private protected override EventArgument ReadAnswer(ReceivedResponse response) => ReceivedEnvelope.ReadAnswer(response, Namespace.Io.Json);

    /// <summary>A message in its form on a channel.</summary>
    private protected virtual byte[] Encode(EnvelopeData message) => Envelope.Encode(message, Uid, Namespace.Name);

    private RedisChannel Channel(string name) => _isSharded ? RedisChannel.Sharded(name) : RedisChannel.Literal(name);
}
