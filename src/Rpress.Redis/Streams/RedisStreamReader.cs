using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Rpress;

/// <summary>Reads a stream from its end on, for all adapters of a server whose namespaces are on it. A connection of its own waits for entries, as a read that waits holds up all others.</summary>
internal sealed partial class RedisStreamReader : IAsyncDisposable
{
    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, IStreamListener> _listeners = new(StringComparer.Ordinal);
    private readonly ConnectionMultiplexer _redis;
    private readonly RedisKey _stream;
    private readonly RedisStreamsAdapterOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;
    private StreamId? _last; // guarded by _gate; the loop, which alone sets it, reads it without
    private bool _isLost; // the reader's

    private RedisStreamReader(ConnectionMultiplexer redis, string stream, RedisStreamsAdapterOptions options, ILogger logger)
    {
        _redis = redis;
        _stream = stream;
        _options = options;
        _logger = logger;
    }

    /// <summary>Connects, and goes to the end of the stream: what is added from here on is read.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and may not be away.</exception>
    public static async Task<RedisStreamReader> StartAsync(
        ConfigurationOptions configuration, string stream, RedisStreamsAdapterOptions options, bool mayBeAway, ILogger logger)
    {
        ConfigurationOptions own = configuration.Clone();
        own.AsyncTimeout += (int)Math.Min(options.BlockTime.TotalMilliseconds, int.MaxValue / 2);
        own.Protocol = RedisProtocol.Resp2; // what is read looks alike then
        ConnectionMultiplexer redis = await RedisConnector.ConnectAsync(own, mayBeAway, CancellationToken.None);
        var reader = new RedisStreamReader(redis, stream, options, logger);
        try
        {
            reader._last = await reader.FindEndAsync();
        }
        catch (Exception error) when (mayBeAway && error is (RedisException or RedisTimeoutException))
        {
            // the loop finds it once Redis is there
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }

        reader._reading = reader.ReadAllAsync();
        return reader;
    }

    /// <summary>Gives an adapter the entries that are about its namespace.</summary>
    public void Add(string @namespace, IStreamListener listener)
    {
        lock (_gate)
        {
            _listeners[@namespace] = listener;
            if (_last is { } last)
            {
                listener.OnStart(last);
            }
        }
    }

    public void Remove(string @namespace, IStreamListener listener) => _listeners.TryRemove(new(@namespace, listener));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _redis.CloseAsync(allowCommandsToComplete: false); // ends the read that waits
        await _reading;
        await _redis.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAllAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                StreamId last = _last is { } read && !_isLost ? read : await FindStartAsync();
                await ReadAsync(last);
                _isLost = false;
            }
            catch (Exception error) when (error is RedisException or RedisTimeoutException or ObjectDisposedException)
            {
                await OnFailedAsync(error);
            }
        }
    }

    private async Task ReadAsync(StreamId last)
    {
        RedisResult answer = await _redis.GetDatabase().ExecuteAsync(
            "XREAD", ["BLOCK", (long)_options.BlockTime.TotalMilliseconds, "COUNT", _options.ReadCount, "STREAMS", _stream, last.ToString()]);
        if (answer.IsNull)
        {
            return;
        }

        // one stream: its name, and its entries
        foreach (StreamEntryMessage entry in StreamEntryMessage.ReadAll(answer[0][1]))
        {
            if (entry.Namespace is { } @namespace && _listeners.TryGetValue(@namespace, out IStreamListener? listener))
            {
                await listener.OnEntryAsync(entry);
            }

            lock (_gate)
            {
                _last = entry.Id;
            }
        }

        foreach (IStreamListener listener in _listeners.Values)
        {
            listener.OnRead(_last!.Value);
        }
    }

    // where it was; or the end, as at first, if the stream is another one by now that ends before: Redis has come back without what it had, or with a part of
    // it, and its clock may be behind
    private async Task<StreamId> FindStartAsync()
    {
        StreamId end = await FindEndAsync();
        lock (_gate)
        {
            if (_last is { } last && last <= end)
            {
                return last;
            }

            _last = end;
            foreach (IStreamListener listener in _listeners.Values)
            {
                listener.OnStart(end);
            }
        }

        return end;
    }

    private async Task OnFailedAsync(Exception error)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        if (!_isLost)
        {
            _isLost = true;
            if (error is RedisServerException)
            {
                // a connection that is away has its own line in the log
                LogUnreadable(_logger, (string?)_stream, error);
            }
        }

        foreach (IStreamListener listener in _listeners.Values)
        {
            await listener.OnLostAsync();
        }

        await Task.Delay(_retryDelay, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<StreamId> FindEndAsync() => RedisConnection.FindStreamEndAsync(_redis.GetDatabase(), _stream);

    [LoggerMessage(2509, LogLevel.Error, "The stream {Stream} cannot be read: what other servers send does not reach this one. Is the key something else, or may Redis' user not read it?")]
    private static partial void LogUnreadable(ILogger logger, string? stream, Exception error);
}
