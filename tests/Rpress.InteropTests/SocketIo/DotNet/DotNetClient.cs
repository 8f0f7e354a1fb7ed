using System.Threading.Channels;
using SocketIOClient;
using SocketIOClient.Transport;

namespace Rpress.InteropTests.SocketIo.DotNet;

/// <summary>NuGet's SocketIOClient, another author's client for .NET.</summary>
internal sealed class DotNetClient : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly SocketIO _client;
    private readonly Channel<SocketIOResponse> _events = Channel.CreateUnbounded<SocketIOResponse>();
    private readonly TaskCompletionSource<string> _error = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DotNetClient(SocketIO client)
    {
        _client = client;
        client.On("echo", response => _events.Writer.TryWrite(response));
        client.OnError += (_, error) => _error.TrySetResult(error);
        client.OnDisconnected += (_, reason) => _disconnected.TrySetResult(reason);
    }

    /// <summary>The socket's id.</summary>
    public string Id => _client.Id;

    /// <summary>A client that is not connected; in the mode of upgrades it has the options that it comes with.</summary>
    /// <param name="server">The server.</param>
    /// <param name="mode">How it reaches it.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="auth">The handshake's auth.</param>
    public static DotNetClient Make(Uri server, ClientMode mode, string ns = "/", object? auth = null)
    {
        var options = new SocketIOOptions { Reconnection = false, Auth = auth };
        if (mode != ClientMode.Upgrade)
        {
            options.AutoUpgrade = false;
            options.Transport = mode == ClientMode.WebSocket ? TransportProtocol.WebSocket : TransportProtocol.Polling;
        }

        return new(new SocketIO(new Uri(server, ns), options));
    }

    /// <summary>Connects.</summary>
    public async Task ConnectAsync()
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.OnConnected += (_, _) => connected.TrySetResult();
        await _client.ConnectAsync().WaitAsync(_bound);
        await connected.Task.WaitAsync(_bound);
    }

    /// <summary>Connects where it should be refused.</summary>
    /// <returns>The refusal.</returns>
    public async Task<string> ConnectInVainAsync()
    {
        await _client.ConnectAsync().WaitAsync(_bound);
        return await _error.Task.WaitAsync(_bound);
    }

    public Task EmitAsync(string eventName, params object[] arguments) => _client.EmitAsync(eventName, arguments).WaitAsync(_bound);

    /// <summary>Emits and waits for the acknowledgement.</summary>
    public async Task<SocketIOResponse> CallAsync(string eventName, params object[] arguments)
    {
        var ack = new TaskCompletionSource<SocketIOResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _client.EmitAsync(eventName, ack.SetResult, arguments).WaitAsync(_bound);
        return await ack.Task.WaitAsync(_bound);
    }

    /// <summary>Answers an event with its first argument.</summary>
    public void Answer<T>(string eventName) => _client.On(eventName, response => _ = response.CallbackAsync(response.GetValue<T>()));

    /// <summary>Waits for the next event that the server sends back.</summary>
    public Task<SocketIOResponse> EchoAsync() => _events.Reader.ReadAsync().AsTask().WaitAsync(_bound);

    /// <summary>Waits for the end of the connection.</summary>
    /// <returns>The client's reason.</returns>
    public Task<string> DisconnectedAsync() => _disconnected.Task.WaitAsync(_bound);

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync().WaitAsync(_bound);
        _client.Dispose();
    }
}
