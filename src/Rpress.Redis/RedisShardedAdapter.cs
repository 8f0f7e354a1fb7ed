using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// The adapter of several servers as one, through the sharded publish and subscribe of Redis 7: the nodes of a Redis Cluster share the work, and a room may
/// have a channel of its own. In the format of npm's <c>createShardedAdapter</c> of <c>@socket.io/redis-adapter</c> 8, so that .NET and Node share a cluster.
/// </summary>
/// <remarks>What is sent while Redis is away is not made up for; connection state recovery needs another adapter. Emitters do not reach its servers.</remarks>
public sealed class RedisShardedAdapter : EnvelopeAdapter
{
    private const int SocketIdLength = 20;

    private readonly RedisSubscriptionMode _mode;
    private readonly Dictionary<string, Task<ChannelMessageQueue>> _rooms = new(StringComparer.Ordinal); // those that have a channel; guarded by itself

    private RedisShardedAdapter(RpressNamespace @namespace, RedisLink link, RedisSubscriptionMode mode)
        : base(@namespace, link, isSharded: true)
    {
        RequireNoRecovery(@namespace.Io);
        _mode = mode;
    }

    /// <summary>Adapters for <see cref="RpressIo.Adapter"/> that share one connection; <see cref="RedisExtensions.UseRedisSharded(RpressIo, string, RedisShardedAdapterOptions?)"/> for all namespaces at once.</summary>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">The address is malformed, or a setting is wrong; the message says what.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(string address, RedisShardedAdapterOptions? options = null)
    {
        RedisShardedAdapterOptions taken = RedisClusterOptions.Take(options);
        return Create(new RedisLink(RedisAddress.Parse(address), taken), taken);
    }

    /// <summary>Adapters on a connection of the caller's, who disposes it after the server.</summary>
    /// <param name="redis">The connection; its <c>BacklogPolicy</c> should be <c>FailFast</c>, or what is sent while Redis is away arrives late.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(IConnectionMultiplexer redis, RedisShardedAdapterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(redis);
        RedisShardedAdapterOptions taken = RedisClusterOptions.Take(options);
        return Create(new RedisLink(redis, taken), taken);
    }

    /// <summary>The rooms that this server hears a channel of; what tests look at.</summary>
    internal int RoomChannelCount
    {
        get
        {
            lock (_rooms)
            {
                return _rooms.Count;
            }
        }
    }

    /// <remarks>Done when what other servers send to the rooms is heard.</remarks>
    /// <inheritdoc/>
    public override async Task AddAllAsync(string socketId, IReadOnlyCollection<string> rooms)
    {
        await base.AddAllAsync(socketId, rooms);
        if (_mode != RedisSubscriptionMode.Static)
        {
            await Task.WhenAll(rooms.Where(MayHaveChannel).Select(HearRoomAsync));
        }
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(string socketId, string room)
    {
        await base.RemoveAsync(socketId, room);
        LeaveRoom(room);
    }

    /// <inheritdoc/>
    public override async Task RemoveAllAsync(string socketId)
    {
        IReadOnlyCollection<string> rooms = GetRooms(socketId);
        await base.RemoveAllAsync(socketId);
        foreach (string room in rooms)
        {
            LeaveRoom(room);
        }
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        Task<ChannelMessageQueue>[] rooms;
        lock (_rooms)
        {
            rooms = [.. _rooms.Values];
            _rooms.Clear();
        }

        foreach (Task<ChannelMessageQueue> room in rooms)
        {
            await UnsubscribeAsync(room);
        }

        await base.CloseAsync();
    }

    // npm's adapter: who is to answer is counted, so that a question goes to all
    private protected override RedisChannel ChannelFor(ClusterMessage message) =>
        message is { Type: ClusterMessageType.Broadcast, RequestId: null, Options.Rooms: { Count: 1 } rooms } && LooksLikeItHasChannel(rooms.First())
            ? ChannelOf(rooms.First())
            : base.ChannelFor(message);

    private static Func<RpressNamespace, SocketIoAdapter> Create(RedisLink link, RedisShardedAdapterOptions options) =>
        @namespace => new RedisShardedAdapter(@namespace, link, options.SubscriptionMode);

    // npm's adapter: who sends cannot know whether a room is a socket's own, and goes by its length; who hears knows
    private bool LooksLikeItHasChannel(string room) => _mode switch
    {
        RedisSubscriptionMode.Dynamic => room.Length != SocketIdLength,
        RedisSubscriptionMode.DynamicPrivate => true,
        _ => false,
    };

    private bool MayHaveChannel(string room) => _mode == RedisSubscriptionMode.DynamicPrivate || Namespace.Find(room) is null;

    private async Task HearRoomAsync(string room)
    {
        Task<ChannelMessageQueue>? hearing;
        lock (_rooms)
        {
            if (Connection is not { } connection || IsClosed || !HasRoom(room))
            {
                return;
            }

            if (!_rooms.TryGetValue(room, out hearing))
            {
                hearing = OpenAsync(connection, ChannelOf(room));
                _rooms.Add(room, hearing);
            }
        }

        ChannelMessageQueue subscription = await hearing;
        try
        {
            await Connection!.ConfirmAsync(subscription, mayBeAway: true, CancellationToken.None);
        }
        catch (Exception error) when (error is RedisException or RedisTimeoutException)
        {
            // Redis does not answer: the room is heard as soon as it can be
        }
    }

    private void LeaveRoom(string room)
    {
        Task<ChannelMessageQueue>? hearing;
        lock (_rooms)
        {
            if (HasRoom(room) || !_rooms.Remove(room, out hearing))
            {
                return;
            }
        }

        Namespace.Io.Work.Track(UnsubscribeAsync(hearing));
    }

    private static async Task UnsubscribeAsync(Task<ChannelMessageQueue> hearing)
    {
        await ((Task)hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (hearing.IsCompletedSuccessfully)
        {
            await (await hearing).UnsubscribeAsync(CommandFlags.FireAndForget);
        }
    }
}
