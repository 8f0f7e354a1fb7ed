using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Rpress.InteropTests.Node;
using Rpress.InteropTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>npm's clients of a balancer, each with a connection and cookies of its own.</summary>
internal sealed class BalancedClients(IBalancer balancer) : IAsyncDisposable
{
    // each has to fall to one of two servers: that all fall to the same is one in half a million
    private const int MaxClients = 20;

    private readonly NodeClient _client = NodeClient.Start(balancer.Address);

    /// <summary>Connects a client, of its own address where the balancer believes it.</summary>
    public Task<string> ConnectAsync(string name, ClientMode mode, bool reconnects = false, int address = 1) =>
        _client.ConnectAsync(name, options: Options(mode, reconnects, address), manager: name);

    /// <summary>Begins to connect a client that will hardly succeed.</summary>
    public Task OpenAsync(string name, ClientMode mode, bool reconnects = false) =>
        _client.OpenAsync(name, options: Options(mode, reconnects, address: 1), manager: name);

    /// <summary>Connects clients until both servers have some.</summary>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> ConnectToBothAsync(ClientMode mode)
    {
        var clients = new List<string>();
        var servers = new HashSet<string>();
        while (servers.Count < 2)
        {
            Assert.True(clients.Count < MaxClients, $"{MaxClients} clients are all at {servers.FirstOrDefault()}.");
            clients.Add($"client {clients.Count}");
            await ConnectAsync(clients[^1], mode, address: clients.Count);
            servers.Add(await WhereAsync(clients[^1]));
        }

        return clients;
    }

    /// <summary>The name of the server that a client is at.</summary>
    public async Task<string> WhereAsync(string name) => (await _client.CallAsync(name, "where"))[0].GetString()!;

    /// <summary>Sends events one after the other, and has each come back.</summary>
    public async Task ExchangeAsync(string name)
    {
        for (int i = 0; i < 5; i++)
        {
            NodeValue.AssertEqual(new object[] { i, new string('x', 1_000) }, await _client.CallAsync(name, "echo", i, new string('x', 1_000)));
        }
    }

    /// <summary>Sends an event.</summary>
    public Task EmitAsync(string name) => _client.EmitAsync(name, "echo");

    /// <summary>Waits until a client has changed to WebSocket.</summary>
    public Task UpgradedAsync(string name) => _client.ReadOfManagerAsync("upgrade", name);

    /// <summary>Waits for what happens to a client: connect, connect_error, disconnect.</summary>
    public Task<JsonElement> ReadAsync(string kind, string name) => _client.ReadAsync(kind, name);

    /// <summary>Waits until it happens to any of the clients.</summary>
    public Task<JsonElement> ReadAnyAsync(string kind) => _client.ReadAsync(kind);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    /// <summary>A client for single requests, from an address of its own, that believes the tests' certificate.</summary>
    public static HttpClient CreateHttp(IBalancer balancer, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from ?? IPAddress.Loopback, 0));
                await socket.ConnectAsync(IPAddress.Loopback, balancer.Address.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => TestCertificates.Shared.IsServer(certificate);
        return new HttpClient(handler) { BaseAddress = balancer.Address, Timeout = TimeSpan.FromSeconds(15) };
    }

    private static object Options(ClientMode mode, bool reconnects, int address) => new
    {
        transports = mode switch
        {
            ClientMode.Polling => ["polling"],
            ClientMode.WebSocket => ["websocket"],
            _ => new[] { "polling", "websocket" },
        },
        reconnection = reconnects,
        reconnectionDelay = 50,
        reconnectionDelayMax = 200,
        withCredentials = true, // under Node: keep cookies
        extraHeaders = new Dictionary<string, string> { ["X-Forwarded-For"] = string.Create(CultureInfo.InvariantCulture, $"203.0.113.{address}") },
    };
}
