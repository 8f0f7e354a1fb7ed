using Rpress;

namespace ClusterSample;

/// <summary>Who is on which node. Each client is told which one serves it, and all clients of all nodes whenever somebody comes or goes.</summary>
internal sealed class Presence(RpressIo io, string node) : IDisposable
{
    // one list after the other: the last one told is the last one made
    private readonly SemaphoreSlim _gate = new(1);

    public void Attach() => io.OnConnection(async socket =>
    {
        socket.Data["node"] = node; // the other nodes can read it
        socket.OnDisconnect(_ => TellAllAsync());
        await socket.EmitAsync("node", node);
        await TellAllAsync();
    });

    public void Dispose() => _gate.Dispose();

    private async Task TellAllAsync()
    {
        await _gate.WaitAsync();
        try
        {
            // both reach the whole cluster
            IReadOnlyList<RemoteSocket> online = await io.FetchSocketsAsync();
            await io.EmitAsync("nodes", GroupByNode(online));
        }
        finally
        {
            _gate.Release();
        }
    }

    // a name with two windows open is there once
    private static Dictionary<string, string[]> GroupByNode(IEnumerable<RemoteSocket> sockets) => sockets
        .Where(socket => socket.Data.Get<string>("node") is not null) // others are about to come in
        .GroupBy(socket => socket.Data.Get<string>("node")!, socket => socket.Data.Get<string>("name")!)
        .OrderBy(people => people.Key, StringComparer.Ordinal)
        .ToDictionary(people => people.Key, people => people.Distinct().Order(StringComparer.OrdinalIgnoreCase).ToArray());
}
