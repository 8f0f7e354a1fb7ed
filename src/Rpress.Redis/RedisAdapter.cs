using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// The adapter of several servers as one, through Redis' publish and subscribe: the classic one, in the format of npm's
/// <c>@socket.io/redis-adapter</c> 8, so that .NET and Node share a cluster.
/// </summary>
/// <remarks>
/// While Redis is away every server goes on for itself: what is sent reaches its own clients, and what is asked of other servers fails with a
/// <see cref="RedisException"/>. What was sent meanwhile is not made up for; connection state recovery needs another adapter.
/// </remarks>
public sealed partial class RedisAdapter : InMemoryAdapter
{
    private readonly RedisLink _link;
    private readonly RedisChannels _channels;
    private readonly string _ownResponses;
    private readonly PendingRequests _requests = new();
    private readonly string _uid = ClusterId.Next();
    private readonly Lock _gate = new();
    private ReceivedMessagePump? _received; // guarded by _gate; set at the start
    private RedisConnection? _connection; // guarded by _gate; read without
    private ChannelMessageQueue[] _subscriptions = []; // guarded by _gate
    private bool _isClosed; // guarded by _gate

    private RedisAdapter(RpressNamespace @namespace, RedisLink link)
        : base(@namespace)
    {
        RequireNoRecovery(@namespace.Io);
        _link = link;
        _channels = new(link.Options.KeyPrefix, @namespace.Name);
        _ownResponses = _channels.ResponsesTo(_uid);
    }

    /// <summary>The questions and acks that are waited for, its own and those of others; what tests of leaks look at.</summary>
    internal int PendingCount => _requests.Count + _asked.Count + _relayed.Count;

    /// <summary>Adapters for <see cref="RpressIo.Adapter"/> that share one connection; <see cref="RedisExtensions.UseRedis(RpressIo, string, RedisAdapterOptions?)"/> for all namespaces at once.</summary>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">The address is malformed, or a setting is wrong; the message says what.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(string address, RedisAdapterOptions? options = null)
    {
        var link = new RedisLink(RedisAddress.Parse(address), Require(options));
        return @namespace => new RedisAdapter(@namespace, link);
    }

    /// <summary>Adapters on a connection of the caller's, who disposes it after the server.</summary>
    /// <param name="redis">The connection; its <c>BacklogPolicy</c> should be <c>FailFast</c>, or what is sent while Redis is away arrives late.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(IConnectionMultiplexer redis, RedisAdapterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(redis);
        var link = new RedisLink(redis, Require(options));
        return @namespace => new RedisAdapter(@namespace, link);
    }

    /// <summary>Connects, and subscribes to what other servers send.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and <see cref="RedisAdapterOptions.StartWithoutRedis"/> is not set.</exception>
    /// <exception cref="RedisTimeoutException">It does not answer, and that is not set.</exception>
    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        RedisConnection connection = await _link.OpenAsync(Namespace.Io.Logger, cancellationToken);
        lock (_gate)
        {
            _connection = connection;
        }

        // the pattern brings everything; the requests' channel is subscribed to so that other servers count this one
        ChannelMessageQueue all = await connection.SubscribeAsync(RedisChannel.Pattern(_channels.All));
        ChannelMessageQueue counted = await connection.SubscribeAsync(RedisChannel.Literal(_channels.Requests));
        ReceivedMessagePump received = new(Receive, _link.Options.MaxReceiveQueueSize, Namespace.Io.Logger);
        received.Open();
        all.OnMessage(message => received.Take(new((string)message.Channel!, message.Message)));
        counted.OnMessage(static _ => { });
        lock (_gate)
        {
            _received = received;
            _subscriptions = [all, counted];
        }

        try
        {
            await connection.FlushAsync(cancellationToken);
        }
        catch (Exception error) when (_link.Options.StartWithoutRedis && error is (RedisException or RedisTimeoutException))
        {
            // it has gone at this moment, or does not answer: what was subscribed to is, as soon as it can be
        }
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        ChannelMessageQueue[] subscriptions;
        lock (_gate)
        {
            if (_isClosed || _connection is null)
            {
                return;
            }

            _isClosed = true;
            subscriptions = _subscriptions;
        }

        _received?.Close();
        _requests.Close();
        foreach (RelayedAcks relayed in _relayed.Keys)
        {
            relayed.End();
        }

        foreach (ChannelMessageQueue subscription in subscriptions)
        {
            await subscription.UnsubscribeAsync(CommandFlags.FireAndForget);
        }

        await _link.CloseAsync();
    }

    /// <exception cref="ArgumentException">The server has connection state recovery.</exception>
    internal static void RequireNoRecovery(RpressIo io)
    {
        if (io.Config.Recovery is not null)
        {
            throw new ArgumentException("SocketIoConfig.Recovery is set, but this adapter keeps no packets that could be sent again: leave it out.");
        }
    }

    private static RedisAdapterOptions Require(RedisAdapterOptions? options)
    {
        RedisAdapterOptions taken = options?.Copy() ?? new();
        taken.Validate();
        return taken;
    }

    private void Publish(string channel, byte[] message) => _connection?.Publish(channel, message);
}
