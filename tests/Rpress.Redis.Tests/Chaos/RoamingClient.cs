using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>A client that knows all servers: when its connection breaks off it goes to the next, after a pause like that of Socket.IO's clients, and goes on with its session if it may.</summary>
internal sealed class RoamingClient : IAsyncDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);

    private readonly EndPoint[] _servers;
    private readonly int _step;
    private readonly int? _room;
    private readonly bool _hasSession;
    private readonly CancellationTokenSource _left = new();
    private LoadClient _client = null!;
    private Task _roaming = Task.CompletedTask;
    private int _server;
    private string _pid = "";

    private RoamingClient(EndPoint[] servers, int number, bool hasSession)
    {
        _servers = servers;
        _server = First = number % servers.Length;
        _step = 1 + (number / servers.Length % (servers.Length - 1)); // each server's clients go to all others
        _room = Series.RoomOfClient(number);
        _hasSession = hasSession;
        Received = new(_room, hasSession ? 0 : null);
    }

    public SeriesReceiver Received { get; }

    /// <summary>The number of the server that it was connected to at first.</summary>
    public int First { get; }

    /// <summary>How often it has come back.</summary>
    public int Returns { get; private set; }

    /// <summary>How often it was the same socket then.</summary>
    public int Recoveries { get; private set; }

    public bool IsConnected { get; private set; }

    /// <summary>Connects to the server that is the client's by its number.</summary>
    /// <param name="servers">Where all servers are.</param>
    /// <param name="number">The client's number.</param>
    /// <param name="hasSession">Whether it is the same socket when it comes back, and then has missed nothing.</param>
    public static async Task<RoamingClient> ConnectAsync(EndPoint[] servers, int number, bool hasSession)
    {
        var client = new RoamingClient(servers, number, hasSession);
        await client.ConnectAsync();
        client._roaming = client.RoamAsync();
        return client;
    }

    /// <summary>Loses the connection, and goes to the next server.</summary>
    public void BreakOff() => _client.Reset();

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _client.DisposeAsync();
        await _roaming;
        await _client.DisposeAsync(); // it may just have come back
        _left.Dispose();
    }

    private async Task RoamAsync()
    {
        while (true)
        {
            await _client.Ended;
            IsConnected = false;
            if (_left.IsCancellationRequested || !await ReturnAsync())
            {
                return;
            }
        }
    }

    private async Task<bool> ReturnAsync()
    {
        for (TimeSpan pause = _firstPause; await PauseAsync(pause); pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            _server = (_server + _step) % _servers.Length;
            try
            {
                await ConnectAsync();
                Returns++;
                return true;
            }
            catch (Exception error) when (error is SocketException or InvalidDataException)
            {
                // that one is away as well
            }
        }

        return false;
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause * (0.5 + Random.Shared.NextDouble())); // socket.io-client, "randomizationFactor": 0.5
        try
        {
            return await timer.WaitForNextTickAsync(_left.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ConnectAsync()
    {
        string before = _pid;
        if (!_hasSession)
        {
            Received.BeginAnew();
        }

        _client = await LoadClient.ConnectAsync(_servers[_server], Received.Take, Auth());
        _pid = PidOf(_client.Answer);
        if (before.Length > 0 && before == _pid)
        {
            Recoveries++;
        }

        IsConnected = true;
    }

    private string Auth()
    {
        string room = _room is { } one ? $"\"room\":\"{Series.NameOf(one)}\"" : "\"room\":null";
        string session = _pid.Length == 0 ? "" : $",\"pid\":\"{_pid}\"" + (Received.Offset.Length == 0 ? "" : $",\"offset\":\"{Received.Offset}\"");
        return $"{{{room}{session}}}";
    }

    private static string PidOf(string answer)
    {
        using var members = JsonDocument.Parse(answer[2..]);
        return members.RootElement.TryGetProperty("pid", out JsonElement pid) ? pid.GetString()! : "";
    }
}
