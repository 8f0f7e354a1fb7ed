using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>What the adapters of several servers through Redis have in common: what servers want of each other. How it looks on its way is theirs.</summary>
/// <remarks>
/// While Redis is away every server goes on for itself: what is sent reaches its own clients, and what is asked of other servers fails with a
/// <see cref="RedisException"/>.
/// </remarks>
public abstract partial class ClusterAdapter : InMemoryAdapter
{
    private readonly RedisLink _link;
    private readonly Func<string> _nextId;
    private readonly Lock _gate = new();
    private ReceivedMessagePump? _received; // guarded by _gate; set at the start
    private RedisConnection? _connection; // guarded by _gate; read without
    private List<ChannelMessageQueue> _subscriptions = []; // guarded by _gate
    private bool _isClosed; // guarded by _gate

    private protected ClusterAdapter(RpressNamespace @namespace, RedisLink link, Func<string> nextId)
        : base(@namespace)
    {
        _link = link;
        _nextId = nextId;
        Uid = nextId();
    }

    /// <summary>The questions and acks that are waited for, its own and those of others; what tests of leaks look at.</summary>
    internal int PendingCount => _requests.Count + _asked.Count + _relayed.Count;

    /// <summary>What the other servers know this one by.</summary>
    private protected string Uid { get; }

    /// <summary>The connection, which the adapters of all namespaces share; null until the start.</summary>
    private protected RedisConnection? Connection => _connection;

    private protected bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>Whether the start succeeds while Redis cannot be reached: where that was said, or the server runs already, and Redis was there.</summary>
    private protected bool MayBeAway { get; private set; }

    private protected ILogger Logger => Namespace.Io.Logger;

    private protected TimeSpan RequestTimeout => _link.Options.RequestTimeout;

    /// <summary>Connects, and subscribes to what other servers send.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and <see cref="RedisClusterOptions.StartWithoutRedis"/> is not set.</exception>
    /// <exception cref="RedisTimeoutException">It does not answer, and that is not set.</exception>
    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        MayBeAway = _link.Options.StartWithoutRedis || _link.IsOpen;
        RedisConnection connection = await _link.OpenAsync(Logger, cancellationToken);
        ReceivedMessagePump received = new(Receive, _link.Options.MaxReceiveQueueSize, Logger);
        received.Open();
        lock (_gate)
        {
            _connection = connection;
            _received = received;
        }

        try
        {
            await SubscribeAsync(connection);
            await Task.WhenAll(GetSubscriptions().Select(subscription => connection.ConfirmAsync(subscription, MayBeAway, cancellationToken)));
        }
        catch (Exception error) when (MayBeAway && error is (RedisException or RedisTimeoutException))
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
            subscriptions = [.. _subscriptions];
            _subscriptions = [];
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

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    /// <inheritdoc/>
    public override async Task<int> GetServerCountAsync() =>
        Connection is { } connection ? Math.Max(1, await connection.CountSubscribersAsync(CountedChannel)) : 1;

    /// <exception cref="ArgumentException">The server has connection state recovery.</exception>
    internal static void RequireNoRecovery(RpressIo io)
    {
        if (io.Config.Recovery is not null)
        {
            throw new ArgumentException("SocketIoConfig.Recovery is set, but this adapter keeps no packets that could be sent again: leave it out, or take UseRedisStreams.");
        }
    }

    /// <summary>A channel that every server hears: who does is counted.</summary>
    private protected abstract RedisChannel CountedChannel { get; }

    /// <summary>Subscribes to what is heard from the start on.</summary>
    private protected abstract Task SubscribeAsync(RedisConnection connection);

    /// <summary>Hears a channel, now and whenever the connection comes back.</summary>
    private protected async Task HearAsync(RedisConnection connection, RedisChannel channel)
    {
        ChannelMessageQueue queue = await OpenAsync(connection, channel);
        lock (_gate)
        {
            _subscriptions.Add(queue);
        }
    }

    private ChannelMessageQueue[] GetSubscriptions()
    {
        lock (_gate)
        {
            return [.. _subscriptions];
        }
    }

    /// <summary>Hears a channel until its queue ends; what comes is taken in one order with what comes through others.</summary>
    private protected async Task<ChannelMessageQueue> OpenAsync(RedisConnection connection, RedisChannel channel)
    {
        ChannelMessageQueue queue = await connection.SubscribeAsync(channel);
        ArrivalOrder.Read(queue, _received!.Take);
        return queue;
    }

    /// <summary>Publishes a message, if Redis can take it now. Never throws, never waits.</summary>
    private protected void Publish(RedisChannel channel, byte[] message) => _connection?.Publish(channel, message);
}
