using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Rpress;

/// <summary>The readers of a server's streams, one for each: made with the first adapter that is on it, ended with the last.</summary>
internal sealed class RedisStreamReaders(ConfigurationOptions configuration, RedisStreamsAdapterOptions options)
{
    private readonly Dictionary<string, (Task<RedisStreamReader> Reader, int Users)> _readers = new(StringComparer.Ordinal); // guarded by itself

    /// <summary>The reader of a stream; each call needs one of <see cref="CloseAsync"/>, unless it fails.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and may not be away.</exception>
    public async Task<RedisStreamReader> OpenAsync(string stream, bool mayBeAway, ILogger logger, CancellationToken cancellationToken)
    {
        Task<RedisStreamReader> opening;
        lock (_readers)
        {
            (opening, int users) = _readers.GetValueOrDefault(stream);
            opening ??= RedisStreamReader.StartAsync(configuration, stream, options, mayBeAway, logger); // without the token: another may wait longer
            _readers[stream] = (opening, users + 1);
        }

        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch
        {
            _ = CloseAsync(stream);
            throw;
        }
    }

    // the last one ends the reader, even one that only comes to be
    public async Task CloseAsync(string stream)
    {
        Task<RedisStreamReader> reader;
        lock (_readers)
        {
            (reader, int users) = _readers[stream];
            if (users > 1)
            {
                _readers[stream] = (reader, users - 1);
                return;
            }

            _readers.Remove(stream);
        }

        await ((Task)reader).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reader.IsCompletedSuccessfully)
        {
            await (await reader).DisposeAsync();
        }
    }
}
