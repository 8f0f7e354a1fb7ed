using Rpress.TestKit;

namespace Rpress.FunctionalTests.Client;

/// <summary>Uses a client as no application does: any method at any time, from several threads. It knows which failures are right.</summary>
internal sealed class RandomUser(Func<SocketIoClient> create)
{
    private const int Operations = 14;
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private SocketIoClient _client = create(); // replaced when it is disposed

    /// <summary>Does one thing or another.</summary>
    /// <param name="random">Read before the first wait only.</param>
    /// <param name="proxy">What the clients connect through.</param>
    public Task ActAsync(Random random, TcpProxy proxy)
    {
        SocketIoClient client = Volatile.Read(ref _client);
        ClientSocket socket = random.Next(2) == 0 ? client : Get(client);
        TimeSpan soon = TimeSpan.FromMilliseconds(random.Next(1, 40));
        return random.Next(Operations) switch
        {
            0 or 1 => TryAsync(() => Connect(socket)),
            2 => TryAsync(() => ConnectAsync(socket, soon)),
            3 => TryAsync(() => ConnectAsync(socket, _bound)),
            4 => TryAsync(socket.DisconnectAsync),
            5 => TryAsync(() => socket.EmitAsync("note", 1, new byte[random.Next(2000)])),
            6 => TryAsync(() => socket.Timeout(soon).EmitWithAckAsync<int>("echo", 1)),
            7 or 8 => TryAsync(() => socket.EmitWithAckAsync<int>("echo", 2)),
            9 => TryAsync(() => CancelledAsync(socket, soon)),
            10 => TryAsync(() => socket.Volatile.EmitAsync("note", 3)),
            11 => TryAsync(() => socket.Volatile.EmitAsync("leave")),
            12 => random.Next(3) == 0 ? TryAsync(ReplaceAsync) : TryAsync(() => socket.EmitAsync("ask")),
            _ => Cut(proxy, random),
        };
    }

    /// <summary>Connects, and has an answer of both namespaces: nothing is stuck.</summary>
    public async Task AssertAliveAsync()
    {
        await AssertAliveAsync(_client);
        await AssertAliveAsync(Get(_client));
    }

    /// <summary>Disposes the client.</summary>
    public Task EndAsync() => _client.DisposeAsync().AsTask().WaitAsync(_bound, TestContext.Current.CancellationToken);

    private static ClientSocket Get(SocketIoClient client)
    {
        try
        {
            return client.Of("/admin");
        }
        catch (ObjectDisposedException)
        {
            return client;
        }
    }

    private static Task AssertAliveAsync(ClientSocket socket) => Eventually.TrueAsync(
        async () =>
        {
            int answer = 0;
            await TryAsync(async () =>
            {
                socket.Connect();
                answer = await socket.EmitWithAckAsync<int>("echo", 7);
            });
            return answer == 7;
        },
        $"an answer to {socket.Namespace} (active: {socket.IsActive}, connected: {socket.IsConnected})",
        _bound);

    private static Task Connect(ClientSocket socket)
    {
        socket.Connect();
        return Task.CompletedTask;
    }

    private static async Task ConnectAsync(ClientSocket socket, TimeSpan within)
    {
        using var cancelling = new CancellationTokenSource(within);
        await socket.ConnectAsync(cancelling.Token);
    }

    private static async Task CancelledAsync(ClientSocket socket, TimeSpan within)
    {
        using var cancelling = new CancellationTokenSource(within);
        await socket.EmitWithAckAsync<int>("echo", 4, cancelling.Token);
    }

    private static Task Cut(TcpProxy proxy, Random random)
    {
        if (random.Next(4) == 0)
        {
            proxy.CutAll(random.Next(2) == 0 ? TcpCut.Reset : TcpCut.Close);
        }

        return Task.CompletedTask;
    }

    private static async Task TryAsync(Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception expected) when (expected is SocketConnectException or SocketDisconnectedException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // as the documentation says
        }
    }

    private async Task ReplaceAsync()
    {
        SocketIoClient before = Interlocked.Exchange(ref _client, create());
        await before.DisposeAsync();
    }
}
