using Microsoft.Extensions.Logging.Abstractions;
using Rpress.TestKit;

namespace Rpress.SocketIo.Specification;

/// <summary>
/// What every adapter has to do. Three clients are spread over the servers of a cluster, the first of them on the first server, which sends;
/// what counts is what the clients receive.
/// </summary>
public abstract partial class AdapterSpecification : IAsyncLifetime
{
    private const int ClientCount = 3;
    private static readonly int[] _all = [0, 1, 2];

    private readonly List<TestServer> _servers = [];
    private readonly List<RpressIo> _ios = [];
    private readonly List<SocketIoWire> _clients = [];

    /// <summary>How many servers take part.</summary>
    protected virtual int ServerCount => 1;

    /// <summary>The server that sends.</summary>
    protected RpressIo Io => _ios[0];

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        for (int i = 0; i < ServerCount; i++)
        {
            RpressIo io = CreateServer();
            io.Of("other");
            _ios.Add(io);
            _servers.Add(await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AttachSocketIo(io)));
        }

        await WhenReadyAsync(_ios);
        for (int i = 0; i < ClientCount; i++)
        {
            await ConnectAsync(i);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (SocketIoWire client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (TestServer server in _servers)
        {
            await server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes one of the servers, not started yet; all that are made for a test belong to one cluster.</summary>
    protected abstract RpressIo CreateServer();

    /// <summary>Completes when the servers know each other.</summary>
    protected virtual Task WhenReadyAsync(IReadOnlyList<RpressIo> servers) => Task.CompletedTask;

    /// <summary>A packet without the offset that an adapter puts behind an event's arguments.</summary>
    protected virtual string WithoutOffset(string packet) => packet;

    private RpressIo ServerOf(int client) => _ios[client % ServerCount];

    /// <summary>The socket of a client, on its server.</summary>
    protected RpressSocket Socket(int client) => ServerOf(client).Sockets.Single(socket => socket.Id == _clients[client].Id);

    private async Task ConnectAsync(int client)
    {
        SocketIoWire wire = await SocketIoWire.ConnectAsync(_servers[client % ServerCount]);
        _clients.Add(wire);
        await wire.JoinAsync();
    }

    // one sender's broadcasts arrive in order: who has the second one only was left out by the first
    private async Task AssertReceivedAsync(int[] receivers, params string[] packets)
    {
        await Io.EmitAsync("fence");
        for (int i = 0; i < _clients.Count; i++)
        {
            string[] expected = receivers.Contains(i) ? [.. packets, """42["fence"]"""] : ["""42["fence"]"""];
            Assert.Equal(expected, await ReadAsync(i, expected.Length));
        }
    }

    private async Task<string> ReadAsync(int client) => WithoutOffset(await _clients[client].ReadAsync());

    private async Task<string[]> ReadAsync(int client, int count) => [.. (await _clients[client].ReadAsync(count)).Select(WithoutOffset)];

    private async Task<string[]> SocketIdsAsync(params string[] rooms) =>
        [.. (await Io.Of("/").Adapter.GetSocketIdsAsync(rooms)).Order(StringComparer.Ordinal)];

    private string[] IdsOf(params int[] clients) => [.. clients.Select(client => _clients[client].Id).Order(StringComparer.Ordinal)];
}
