using System.Collections.Concurrent;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What this server wants of the others. Its own part it does at once, whether Redis is there or not.</content>
public sealed partial class RedisAdapter
{
    private readonly ConcurrentDictionary<string, BroadcastAcks> _asked = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsLocal)
        {
            Publish(_channels.BroadcastsTo(options), BroadcastMessage.Encode(_uid, packet, options));
        }

        return base.BroadcastAsync(packet, options);
    }

    /// <inheritdoc/>
    public override Task BroadcastWithAckAsync(SocketIoPacket packet, BroadcastOptions options, BroadcastAcks acks)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(acks);
        if (!options.IsLocal)
        {
            string id = ClusterId.Next();
            _asked[id] = acks;
            acks.OnEnded(() => _asked.TryRemove(id, out _));
            Publish(_channels.Requests, BroadcastMessage.EncodeRequest(_uid, id, packet, options));
        }

        return base.BroadcastWithAckAsync(packet, options, acks);
    }

    /// <inheritdoc/>
    public override Task AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        Move(ClusterMessageType.Join, options, rooms);
        return base.AddSocketsAsync(options, rooms);
    }

    /// <inheritdoc/>
    public override Task RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        Move(ClusterMessageType.Leave, options, rooms);
        return base.RemoveSocketsAsync(options, rooms);
    }

    /// <inheritdoc/>
    public override Task DisconnectSocketsAsync(BroadcastOptions options, bool close)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsLocal)
        {
            Publish(_channels.Requests, RequestMessage.Disconnect(_uid, options, close));
        }

        return base.DisconnectSocketsAsync(options, close);
    }

    /// <inheritdoc/>
    public override Task ServerSideEmitAsync(SocketIoPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        Publish(_channels.Requests, RequestMessage.ServerSideEmit(_uid, null, packet));
        return Task.CompletedTask;
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<EventArgument>> ServerSideEmitWithAckAsync(SocketIoPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return await AskAsync(
            id => RequestMessage.ServerSideEmit(_uid, id, packet),
            ReadAnswer,
            (answers, others) => new AckTimeoutException($"timeout reached: only {answers.Count} responses received out of {others}", answers));
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SocketDetails>> FetchSocketsAsync(BroadcastOptions options)
    {
        IReadOnlyList<SocketDetails> own = await base.FetchSocketsAsync(options);
        return options.IsLocal ? own : [.. own, .. await FetchAsync("fetchSockets", id => RequestMessage.FetchSockets(_uid, id, options), ReadSockets)];
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyCollection<string>> GetSocketIdsAsync(IReadOnlyCollection<string> rooms)
    {
        var ids = new HashSet<string>(await base.GetSocketIdsAsync(rooms), StringComparer.Ordinal);
        ids.UnionWith(await FetchAsync("sockets", id => RequestMessage.Sockets(_uid, id, rooms), response => ReadTexts(response, "sockets")));
        return ids;
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or not all servers have answered in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyCollection<string>> GetAllRoomsAsync()
    {
        var all = new HashSet<string>(await base.GetAllRoomsAsync(), StringComparer.Ordinal);
        all.UnionWith(await FetchAsync("allRooms", id => RequestMessage.AllRooms(_uid, id), response => ReadTexts(response, "rooms")));
        return all;
    }

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer.</exception>
    /// <inheritdoc/>
    public override async Task<int> GetServerCountAsync() =>
        _connection is { } connection ? Math.Max(1, await connection.CountSubscribersAsync(_channels.Requests)) : 1;

    private void Move(ClusterMessageType type, BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsLocal)
        {
            Publish(_channels.Requests, RequestMessage.Move(_uid, type, options, rooms));
        }
    }

    private Task<IReadOnlyList<T>> FetchAsync<T>(string what, Func<string, byte[]> encode, Func<JsonElement, IEnumerable<T>> read) =>
        AskAsync(encode, read, (_, _) => new TimeoutException($"timeout reached while waiting for {what} response"));

    // who does not come in time is told apart by what was asked: the answers that did, and of how many servers
    private async Task<IReadOnlyList<T>> AskAsync<T>(
        Func<string, byte[]> encode, Func<JsonElement, IEnumerable<T>> read, Func<IReadOnlyList<T>, int, Exception> timeoutError)
    {
        int others = await GetServerCountAsync() - 1;
        if (others == 0)
        {
            return [];
        }

        var request = new PendingRequest<T>(others, read);
        try
        {
            await _requests.WaitAsync(request, id => Publish(_channels.Requests, encode(id)), _link.Options.RequestTimeout, Namespace.Io.Time);
        }
        catch (TimeoutException)
        {
            throw timeoutError(request.Answers, others);
        }

        return request.Answers;
    }

    private IEnumerable<SocketDetails> ReadSockets(JsonElement response) => ListOf(response, "sockets").EnumerateArray().Select(ReadDetails);

    private static IEnumerable<string> ReadTexts(JsonElement response, string name) => ClusterJson.TextsIn(ListOf(response, name));

    private IEnumerable<EventArgument> ReadAnswer(JsonElement response)
    {
        ReadOnlyMemory<byte> json = NodeBuffers.Read(ClusterJson.RawOf(response, "data"), out ReadOnlyMemory<byte>[] attachments);
        return [new(json, attachments, Namespace.Io.Json)];
    }

    private static JsonElement ListOf(JsonElement response, string name) =>
        response.MemberOf(name, JsonValueKind.Array) ?? throw new FormatException($"The response has no array '{name}'.");
}
