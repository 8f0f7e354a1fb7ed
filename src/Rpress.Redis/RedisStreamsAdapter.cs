using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// The adapter of several servers as one, through a stream of Redis, with connection state recovery: a client whose connection broke off goes on at any of
/// them. In the format of npm's <c>@socket.io/redis-streams-adapter</c> 0.3, so that .NET and Node share a cluster.
/// </summary>
/// <remarks>A server whose connection to Redis broke off reads what was sent meanwhile, as long as the stream keeps it.</remarks>
public sealed partial class RedisStreamsAdapter : EnvelopeAdapter, IStreamListener
{
    private readonly RedisStreamReaders _readers;
    private readonly RedisStreamsAdapterOptions _options;
    private readonly string _stream;
    private readonly StreamPosition _position;
    private readonly StreamOutbox? _outbox; // with recovery: clients need the stream's order
    private RedisStreamReader? _reader;

    private RedisStreamsAdapter(RpressNamespace @namespace, RedisLink link, RedisStreamReaders readers, RedisStreamsAdapterOptions options)
        : base(@namespace, link, options.UseShardedPubSub)
    {
        _readers = readers;
        _options = options;
        _stream = StreamNames.Of(@namespace.Name, options);
        _position = new(@namespace.Io);
        _recovery = @namespace.Io.Config.Recovery;
        _outbox = _recovery is null ? null : new(AddToStream, DoAsync, @namespace.Io);
    }

    /// <summary>What was added to the stream and waits to be read there; what tests of leaks look at.</summary>
    internal int OutboxCount => _outbox?.Count ?? 0;

    /// <summary>Adapters for <see cref="RpressIo.Adapter"/> that share their connections; <see cref="RedisExtensions.UseRedisStreams(RpressIo, string, RedisStreamsAdapterOptions?)"/> for all namespaces at once.</summary>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">The address is malformed, or a setting is wrong; the message says what.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(string address, RedisStreamsAdapterOptions? options = null) =>
        Create(RedisAddress.Parse(address), options);

    /// <summary>Adapters with a configuration of StackExchange.Redis; they make connections of their own, as one that reads a stream can do nothing else.</summary>
    /// <param name="configuration">Where Redis is; its time-outs and how it reconnects are set by the adapter where that matters.</param>
    /// <param name="options">How the adapters work.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static Func<RpressNamespace, SocketIoAdapter> Create(ConfigurationOptions configuration, RedisStreamsAdapterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        RedisStreamsAdapterOptions taken = RedisClusterOptions.Take(options);
        ConfigurationOptions prepared = RedisAddress.Prepare(configuration.Clone());
        var link = new RedisLink(prepared, taken);
        var readers = new RedisStreamReaders(prepared, taken);
        return @namespace => new RedisStreamsAdapter(@namespace, link, readers, taken);
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        if (_outbox is not null)
        {
            await StartRecoveryAsync();
        }

        _reader = await _readers.OpenAsync(_stream, MayBeAway, Logger, cancellationToken);
        _reader.Add(Namespace.Name, this);
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _reader, null) is { } reader)
        {
            reader.Remove(Namespace.Name, this);
            await _readers.CloseAsync(_stream);
        }

        if (_outbox is not null)
        {
            await CloseRecoveryAsync();
            await _outbox.OnLostAsync();
        }

        await base.CloseAsync();
    }

    async Task IStreamListener.OnEntryAsync(StreamEntryMessage entry)
    {
        if (entry.Uid == Uid)
        {
            await (_outbox?.OnReadAsync(entry.Id) ?? Task.CompletedTask);
        }
        else if (ReadMessage(entry) is { } message)
        {
            await (_outbox?.ActAsync(() => TakeAsync(message, entry.Id)) ?? TakeAsync(message, entry.Id));
        }
    }

    void IStreamListener.OnStart(StreamId last) => _position.StartAt(last);

    void IStreamListener.OnRead(StreamId last) => _position.MoveTo(last);

    Task IStreamListener.OnLostAsync() => _outbox?.OnLostAsync() ?? Task.CompletedTask;

    private protected override Task ShareAsync(ClusterMessage message) => _outbox?.SendAsync(message) ?? base.ShareAsync(message);

    // what nobody needs later goes through channels: questions, and what wants answers
    private protected override void Publish(ClusterMessage message)
    {
        if (message is { Type: ClusterMessageType.FetchSockets or ClusterMessageType.ServerSideEmit } or { Type: ClusterMessageType.Broadcast, RequestId: not null })
        {
            base.Publish(message);
        }
        else
        {
            AddToStream(message);
        }
    }

    private protected override byte[] Encode(EnvelopeData message) => Envelope.EncodeMsgPack(message, Uid, Namespace.Name);

    private Task<StreamId>? AddToStream(ClusterMessage message)
    {
        EnvelopeData data = Envelope.DataOf(message);
        return Connection?.AddToStream(_stream, StreamEntryMessage.Fields(data, Uid, Namespace.Name), _options.MaxStreamLength);
    }

    private ClusterMessage? ReadMessage(StreamEntryMessage entry)
    {
        ClusterMessage? message = null;
        Attempt(() => message = entry.ReadMessage());
        return message;
    }

    private Task TakeAsync(ClusterMessage message, StreamId id) =>
        message is { Type: ClusterMessageType.Broadcast, Packet: null } ? Task.CompletedTask : OnMessageAsync(() => DoAsync(message, id), message.Type);

    // this server's part of a message, which is at this place in the stream
    private async Task DoAsync(ClusterMessage message, StreamId? id)
    {
        if (message is { Type: ClusterMessageType.SessionTaken, SocketId: { } socketId })
        {
            Namespace.Find(socketId)?.EndAsTaken();
            return;
        }

        if (message is not { Type: ClusterMessageType.Broadcast, Packet: { } packet, Options: { } options })
        {
            await ActAsync(message);
            return;
        }

        // socket.io: events without an ack that are not volatile can be sent again
        if (id is not null && _recovery is not null && !options.IsVolatile)
        {
            packet = packet.WithOffset(id.Value.ToString());
        }

        List<RpressSocket>? watched = null;
        _position.MoveTo(id, () => watched = SendAll(packet, options));
        NotifyOutgoing(watched, packet);
    }
}
