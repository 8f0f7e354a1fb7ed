using System.Net;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>A client that has its server bring numbers to all, and to each room in turn, until it is told to stop or its server has ended.</summary>
internal sealed class SeriesSender : IAsyncDisposable
{
    private readonly LoadClient _client;
    private readonly int _server;
    private readonly CancellationTokenSource _enough = new();
    private readonly int[] _sent = new int[Series.Count];
    private Task _sending = Task.CompletedTask;

    private SeriesSender(LoadClient client, int server)
    {
        _client = client;
        _server = server;
    }

    public static async Task<SeriesSender> StartAsync(EndPoint endPoint, int server, TimeSpan pause)
    {
        var sender = new SeriesSender(await LoadClient.ConnectAsync(endPoint, static _ => { }), server);
        sender._sending = sender.SendAsync(pause);
        return sender;
    }

    /// <summary>How many numbers of a series were sent.</summary>
    public int SentOf(int series) => _sent[series];

    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await _sending;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _client.DisposeAsync();
        _enough.Dispose();
    }

    private async Task SendAsync(TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause);
        try
        {
            for (int round = 0; !_enough.IsCancellationRequested && !_client.Ended.IsCompleted; round++)
            {
                await SendAsync(Series.Of(_server), $"\"say\",");
                await SendAsync(Series.Of(_server, round % Series.Rooms), $"\"tell\",\"{Series.NameOf(round % Series.Rooms)}\",");
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // its server has ended
        }
    }

    private ValueTask SendAsync(int series, string start) => _client.SendAsync(LoadClient.Frame($"42[{start}{series},{_sent[series]++}]"));
}
