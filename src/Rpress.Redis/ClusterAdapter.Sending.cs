using System.Collections.Concurrent;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What this server wants of the others. Its own part it does itself, whether Redis is there or not.</content>
public abstract partial class ClusterAdapter
{
    private readonly PendingRequests _requests = new();
    private readonly ConcurrentDictionary<string, BroadcastAcks> _asked = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        return options.IsLocal
            ? base.BroadcastAsync(packet, options)
            : ShareAsync(new(ClusterMessageType.Broadcast) { Uid = Uid, Packet = packet, Options = options });
    }

    /// <inheritdoc/>
    public override Task BroadcastWithAckAsync(SocketIoPacket packet, BroadcastOptions options, BroadcastAcks acks)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(acks);
        if (!options.IsLocal)
        {
            string id = _nextId();
            _asked[id] = acks;
            acks.OnEnded(() => _asked.TryRemove(id, out _));
            Publish(new ClusterMessage(ClusterMessageType.Broadcast) { Uid = Uid, RequestId = id, Packet = packet, Options = options });
        }

        return base.BroadcastWithAckAsync(packet, options, acks);
    }

    /// <inheritdoc/>
    public override Task AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IsLocal
            ? base.AddSocketsAsync(options, rooms)
            : ShareAsync(new(ClusterMessageType.Join) { Uid = Uid, Options = options, Rooms = rooms });
    }

    /// <inheritdoc/>
    public override Task RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IsLocal
            ? base.RemoveSocketsAsync(options, rooms)
            : ShareAsync(new(ClusterMessageType.Leave) { Uid = Uid, Options = options, Rooms = rooms });
    }

    /// <inheritdoc/>
    public override Task DisconnectSocketsAsync(BroadcastOptions options, bool close)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IsLocal
            ? base.DisconnectSocketsAsync(options, close)
            : ShareAsync(new(ClusterMessageType.Disconnect) { Uid = Uid, Options = options, Close = close });
    }

    /// <inheritdoc/>
    public override Task ServerSideEmitAsync(SocketIoPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        Publish(new ClusterMessage(ClusterMessageType.ServerSideEmit) { Uid = Uid, Packet = packet });
        return Task.CompletedTask;
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<EventArgument>> ServerSideEmitWithAckAsync(SocketIoPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        int others = await CountOthersAsync();
        if (others == 0)
        {
            return [];
        }

        var request = new PendingRequest<EventArgument>(others, response => [ReadAnswer(response)]);
        try
        {
            // an event is not sent again: who left may have handled it, as all the others have
            await AskAsync(request, new(ClusterMessageType.ServerSideEmit) { Packet = packet }, static () => Task.FromResult(false), RequestTimeout);
        }
        catch (TimeoutException)
        {
            throw new AckTimeoutException($"timeout reached: only {request.Answers.Count} responses received out of {others}", request.Answers);
        }

        return request.Answers;
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SocketDetails>> FetchSocketsAsync(BroadcastOptions options)
    {
        IReadOnlyList<SocketDetails> own = await base.FetchSocketsAsync(options);
        return options.IsLocal ? own : [.. own, .. await AskAllAsync("fetchSockets", new(ClusterMessageType.FetchSockets) { Options = options }, ReadSockets)];
    }

    /// <summary>Shares a message with the other servers, and does this server's part of it.</summary>
    private protected virtual Task ShareAsync(ClusterMessage message)
    {
        Publish(message);
        return ActAsync(message);
    }

    /// <summary>Publishes a message to the other servers, if Redis can take it now.</summary>
    private protected abstract void Publish(ClusterMessage message);

    /// <summary>Asks all other servers for a list; who does not come in time fails it.</summary>
    private protected async Task<IReadOnlyList<T>> AskAllAsync<T>(string what, ClusterMessage message, Func<ReceivedResponse, IEnumerable<T>> read)
    {
        TimeProvider time = Namespace.Io.Time;
        long start = time.GetTimestamp();
        try
        {
            for (int others = await CountOthersAsync(); others > 0; others = await CountOthersAsync())
            {
                // a server that was counted and leaves takes its answer with it: those that are left are asked anew
                var request = new PendingRequest<T>(others, read);
                if (await AskAsync(request, message, async () => await CountOthersAsync() < others, RequestTimeout - time.GetElapsedTime(start)))
                {
                    return request.Answers;
                }
            }

            return [];
        }
        catch (TimeoutException error) when (error is not StackExchange.Redis.RedisTimeoutException)
        {
            throw new TimeoutException($"timeout reached while waiting for {what} response", error);
        }
    }

    /// <summary>The answer to an event for servers, or to one that clients are asked about.</summary>
    private protected abstract EventArgument ReadAnswer(ReceivedResponse response);

    private protected static JsonElement ListOf(JsonElement response, string name) =>
        response.MemberOf(name, JsonValueKind.Array) ?? throw new FormatException($"The response has no array '{name}'.");

    private async Task<int> CountOthersAsync() => await GetServerCountAsync() - 1;

    private Task<bool> AskAsync(IPendingRequest request, ClusterMessage message, Func<Task<bool>> isVain, TimeSpan timeout) => _requests.WaitAsync(
        request, _nextId(), id => Publish(message with { Uid = Uid, RequestId = id }), isVain, timeout, Namespace.Io.Time);

    private IEnumerable<SocketDetails> ReadSockets(ReceivedResponse response) => ListOf(response.Json, "sockets").EnumerateArray().Select(ReadDetails);
}
