using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>
/// What everybody can do who acts on a cluster of three servers, one of them or an emitter: the servers may be ours or Node's. Each has one client;
/// what counts is what the clients receive.
/// </summary>
public abstract partial class ClusterSourceSpecification : IAsyncLifetime
{
    /// <summary>How many servers there are, each with one client.</summary>
    protected const int Count = 3;

    /// <summary>More time than anything takes.</summary>
    protected static readonly TimeSpan Ample = TimeSpan.FromSeconds(30);

    /// <summary>The numbers of the clients.</summary>
    protected static readonly int[] All = [0, 1, 2];

    private static readonly ClusterTarget _admin = new() { Namespace = "/admin" };

    private readonly List<IClusterNode> _nodes = [];
    private readonly List<SocketIoWire> _clients = [];
    private IClusterSource? _source;

    /// <summary>The servers.</summary>
    protected IReadOnlyList<IClusterNode> Nodes => _nodes;

    /// <summary>The clients, each of the server with its number.</summary>
    protected IReadOnlyList<SocketIoWire> Clients => _clients;

    /// <summary>Who acts.</summary>
    protected IClusterSource Source => _source!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync(TimeSpan.FromSeconds(10));
        }
        catch
        {
            await StopAsync(); // some servers may run already: a test that skips, or fails here, is not disposed
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes and starts one of the servers.</summary>
    protected abstract Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options);

    /// <summary>Makes who acts, if that is not the first server.</summary>
    protected virtual Task<IClusterSource> CreateSourceAsync(string keyPrefix) => Task.FromResult<IClusterSource>(_nodes[0]);

    /// <summary>Starts the cluster again, as another one.</summary>
    protected async Task RestartAsync(TimeSpan requestTimeout)
    {
        await StopAsync();
        await StartAsync(requestTimeout);
    }

    /// <summary>The ids of the clients' sockets, in order of the ids.</summary>
    protected string[] IdsOf(params int[] clients) => [.. clients.Select(client => _clients[client].Id).Order(StringComparer.Ordinal)];

    /// <summary>Puts sockets into rooms, each on its own server.</summary>
    protected async Task JoinAsync(int[] clients, params string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(clients);
        foreach (int client in clients)
        {
            await _nodes[client].JoinAsync(_clients[client].Id, rooms);
        }
    }

    /// <summary>Waits until exactly these clients' sockets are in a room, as the last server sees it.</summary>
    protected Task BecomesAsync(string room, params int[] clients) => Eventually.TrueAsync(
        async () => (await SocketIdsAsync(room)).SequenceEqual(IdsOf(clients)), $"the room {room} to hold clients {string.Join(", ", clients)}");

    /// <summary>The ids of the sockets in rooms, in their order.</summary>
    protected async Task<string[]> SocketIdsAsync(params string[] rooms) =>
        [.. (await _nodes[^1].GetSocketIdsAsync(rooms)).Order(StringComparer.Ordinal)];

    /// <summary>Asserts that packets were received by some clients and by no others.</summary>
    /// <remarks>One sender's broadcasts arrive in order: who has the fence only was left out before.</remarks>
    protected async Task AssertReceivedAsync(int[] receivers, params string[] packets)
    {
        await Source.EmitAsync(ClusterTarget.Everyone, "fence");
        foreach (int client in All)
        {
            string[] expected = receivers.Contains(client) ? [.. packets, """42["fence"]"""] : ["""42["fence"]"""];
            Assert.Equal(expected, await _clients[client].ReadAsync(expected.Length));
        }
    }

    private async Task StartAsync(TimeSpan requestTimeout)
    {
        string keyPrefix = $"test-{Guid.NewGuid():N}";
        for (int number = 0; number < Count; number++)
        {
            _nodes.Add(await CreateNodeAsync(new(keyPrefix, number, requestTimeout)));
        }

        _source = await CreateSourceAsync(keyPrefix);
        foreach (IClusterNode node in _nodes)
        {
            await Eventually.TrueAsync(
                async () => await node.GetServerCountAsync("/") == Count && await node.GetServerCountAsync("/admin") == Count,
                $"each server to know of {Count}");
        }

        for (int client = 0; client < Count; client++)
        {
            await ConnectAsync(client);
        }
    }

    private async Task ConnectAsync(int client)
    {
        SocketIoWire wire = await SocketIoWire.ConnectAsync(
            _nodes[client].Port,
            new()
            {
                Query = $"&client={client}",
                Headers = new Dictionary<string, string> { ["X-Client"] = $"client {client}" },
                LeavesOffsetsOut = true,
            });
        _clients.Add(wire);
        await wire.JoinAsync(auth: $$"""{"token":"token {{client}}"}""");
    }

    private async Task StopAsync()
    {
        foreach (SocketIoWire client in _clients)
        {
            await client.DisposeAsync();
        }

        if (_source is not null && !_nodes.Contains(_source))
        {
            await _source.DisposeAsync();
        }

        foreach (IClusterNode node in _nodes)
        {
            await node.DisposeAsync();
        }

        _clients.Clear();
        _nodes.Clear();
        _source = null;
    }
}
