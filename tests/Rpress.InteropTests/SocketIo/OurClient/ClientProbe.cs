using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Our client with a record of what happens to it.</summary>
internal sealed class ClientProbe : SocketProbe, IAsyncDisposable
{
    private readonly SocketTransport _lastTransport;

    private ClientProbe(SocketIoClient client, ClientMode mode)
        : base(client, "the client")
    {
        Client = client;
        _lastTransport = mode == ClientMode.Polling ? SocketTransport.Polling : SocketTransport.WebSocket;
        client.OnReconnectAttempt(attempt => ReconnectAttempts.Add(attempt));
        client.OnReconnect(attempt => Reconnects.Add(attempt));
        client.OnReconnectError(error => ReconnectErrors.Add(error));
        client.OnReconnectFailed(() => ReconnectFailures.Add(true));
    }

    public SocketIoClient Client { get; }

    public Recording<int> ReconnectAttempts { get; } = new("an attempt to reconnect");

    /// <summary>How many attempts each of them took.</summary>
    public Recording<int> Reconnects { get; } = new("a reconnection");

    public Recording<SocketConnectException> ReconnectErrors { get; } = new("a failure to reconnect");

    public Recording<bool> ReconnectFailures { get; } = new("that reconnecting is given up");

    /// <summary>A client that is not connected, and reconnects soon.</summary>
    /// <param name="server">The server, or a proxy before it.</param>
    /// <param name="mode">How it reaches it.</param>
    /// <param name="configure">Changes its options.</param>
    /// <param name="target">Path and query of the URL: the namespace.</param>
    public static ClientProbe Make(Uri server, ClientMode mode, Action<SocketIoClientOptions>? configure = null, string target = "/")
    {
        var options = OptionsFor(mode);
        configure?.Invoke(options);
        return new(new SocketIoClient(new Uri(server, target), options), mode);
    }

    /// <summary>Makes one and connects it.</summary>
    /// <inheritdoc cref="Make"/>
    public static async Task<ClientProbe> ConnectAsync(Uri server, ClientMode mode, Action<SocketIoClientOptions>? configure = null, string target = "/")
    {
        var client = Make(server, mode, configure, target);
        await client.ConnectAsync();
        await client.Connects.NextAsync();
        return client;
    }

    /// <summary>The options of the cases.</summary>
    public static SocketIoClientOptions OptionsFor(ClientMode mode) => new()
    {
        Transports = mode switch
        {
            ClientMode.Polling => [SocketTransport.Polling],
            ClientMode.WebSocket => [SocketTransport.WebSocket],
            _ => [SocketTransport.Polling, SocketTransport.WebSocket],
        },
        ReconnectionDelay = TimeSpan.FromMilliseconds(20),
        ReconnectionDelayMax = TimeSpan.FromMilliseconds(100),
    };

    /// <summary>Waits until the connection is carried by what its mode ends with.</summary>
    public Task SettleAsync() => Eventually.TrueAsync(() => Client.Transport == _lastTransport, $"that the connection goes by {_lastTransport}");

    /// <summary>Another namespace of the connection.</summary>
    public SocketProbe Of(string name) => new(Client.Of(name), name);

    /// <summary>Lets go of the server.</summary>
    public ValueTask DisposeAsync() => new(Client.DisposeAsync().AsTask().InTimeAsync("that the client is disposed"));
}
