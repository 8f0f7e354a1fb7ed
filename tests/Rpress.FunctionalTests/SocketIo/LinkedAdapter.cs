using System.Collections.Concurrent;
using Rpress.SocketIo.Protocol;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The adapter of several servers in one process: each calls the others', as one on a network would send to them.</summary>
internal sealed class LinkedAdapter : InMemoryAdapter
{
    private readonly ConcurrentBag<LinkedAdapter> _all;

    /// <param name="namespace">The namespace.</param>
    /// <param name="all">The adapters of all servers and namespaces; this one is added.</param>
    public LinkedAdapter(RpressNamespace @namespace, ConcurrentBag<LinkedAdapter> all)
        : base(@namespace)
    {
        _all = all;
        all.Add(this);
    }

    private IEnumerable<LinkedAdapter> Servers => _all.Where(other => other.Namespace.Name == Namespace.Name);

    private IEnumerable<LinkedAdapter> Others => Servers.Where(other => other != this);

    public override Task<int> GetServerCountAsync() => Task.FromResult(Servers.Count());

    public override async Task<IReadOnlyCollection<string>> GetSocketIdsAsync(IReadOnlyCollection<string> rooms) =>
        [.. (await Task.WhenAll(Servers.Select(server => server.GetOwnIdsAsync(rooms)))).SelectMany(ids => ids)];

    public override Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options)
    {
        foreach (LinkedAdapter server in Of(options))
        {
            server.Deliver(packet, options);
        }

        return Task.CompletedTask;
    }

    public override Task BroadcastWithAckAsync(SocketIoPacket packet, BroadcastOptions options, BroadcastAcks acks)
    {
        foreach (LinkedAdapter server in Of(options))
        {
            server.DeliverWithAck(packet, options, acks);
        }

        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<SocketDetails>> FetchSocketsAsync(BroadcastOptions options) =>
        [.. (await Task.WhenAll(Of(options).Select(server => server.FetchOwnAsync(options)))).SelectMany(sockets => sockets)];

    public override Task AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms) =>
        Task.WhenAll(Of(options).Select(server => server.AddOwnAsync(options, rooms)));

    public override Task RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms) =>
        Task.WhenAll(Of(options).Select(server => server.RemoveOwnAsync(options, rooms)));

    public override Task DisconnectSocketsAsync(BroadcastOptions options, bool close) =>
        Task.WhenAll(Of(options).Select(server => server.DisconnectOwnAsync(options, close)));

    public override Task ServerSideEmitAsync(SocketIoPacket packet)
    {
        foreach (LinkedAdapter other in Others)
        {
            other.ReceiveServerSideEvent(packet, null);
        }

        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<EventArgument>> ServerSideEmitWithAckAsync(SocketIoPacket packet)
    {
        IEnumerable<Task<EventArgument>> answers = Others.Select(other =>
        {
            var answer = new TaskCompletionSource<EventArgument>(TaskCreationOptions.RunContinuationsAsynchronously);
            other.ReceiveServerSideEvent(packet, arguments => answer.TrySetResult(arguments[0]));
            return answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
        });
        return await Task.WhenAll(answers);
    }

    private IEnumerable<LinkedAdapter> Of(BroadcastOptions options) => options.IsLocal ? [this] : Servers;

    private Task<IReadOnlyCollection<string>> GetOwnIdsAsync(IReadOnlyCollection<string> rooms) => base.GetSocketIdsAsync(rooms);

    private Task<IReadOnlyList<SocketDetails>> FetchOwnAsync(BroadcastOptions options) => base.FetchSocketsAsync(options);

    private Task AddOwnAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms) => base.AddSocketsAsync(options, rooms);

    private Task RemoveOwnAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms) => base.RemoveSocketsAsync(options, rooms);

    private Task DisconnectOwnAsync(BroadcastOptions options, bool close) => base.DisconnectSocketsAsync(options, close);
}
