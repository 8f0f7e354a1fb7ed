namespace Rpress.LoadRunner;

/// <summary>A user with a whole client: comes by long polling, goes on over WebSocket, does what its kind does, and leaves.</summary>
internal sealed class VirtualUser(string url, UserKind kind, int number, EmitCounter emits)
{
    private const int Rooms = 5;
    private const int Pings = 6;
    private const int RoomMessages = 5;
    private const int Broadcasts = 10;
    private const string Text = "what users say to each other, in a text of sixty-four characters";
    private static readonly SocketIoClientOptions _options = new() { Reconnection = false };
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(330);
    private TaskCompletionSource _pong = new();

    /// <summary>How long the session was; null if something in it failed.</summary>
    public async Task<TimeSpan?> RunAsync()
    {
        long started = TimeProvider.System.GetTimestamp();
        try
        {
            await using SocketIoClient client = await SocketIoClient.ConnectAsync(url, _options).WaitAsync(_bound);
            client.On("pong", () => _pong.TrySetResult());
            await (kind switch
            {
                UserKind.PingPong => PingAsync(client),
                UserKind.Room => TalkAsync(client),
                _ => StormAsync(client),
            });
            await client.DisconnectAsync();
            return TimeProvider.System.GetElapsedTime(started);
        }
        catch (Exception error) when (error is SocketConnectException or SocketDisconnectedException or TimeoutException)
        {
            return null;
        }
    }

    private async Task PingAsync(SocketIoClient client)
    {
        for (int i = 0; i < Pings; i++)
        {
            await AwaitPongAsync(client);
            await Task.Delay(_pause);
        }
    }

    private async Task TalkAsync(SocketIoClient client)
    {
        string room = $"room {number % Rooms}";
        await EmitAsync(client, "join_room", room);
        for (int i = 0; i < RoomMessages; i++)
        {
            await EmitAsync(client, "room_msg", room, Text);
            await Task.Delay(_pause);
        }

        await AwaitPongAsync(client);
        await Task.Delay(_pause);
    }

    private async Task StormAsync(SocketIoClient client)
    {
        for (int i = 0; i < Broadcasts; i++)
        {
            await EmitAsync(client, "broadcast", Text);
        }

        await Task.Delay(_pause * Pings);
        await AwaitPongAsync(client);
    }

    // events are taken in order: the pong says that the server took those before too
    private async Task AwaitPongAsync(SocketIoClient client)
    {
        _pong = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await EmitAsync(client, "ping", Text);
        await _pong.Task.WaitAsync(_bound);
    }

    private Task EmitAsync(SocketIoClient client, string name, params object[] arguments)
    {
        emits.Add();
        return client.EmitArgumentsAsync(name, arguments);
    }
}
