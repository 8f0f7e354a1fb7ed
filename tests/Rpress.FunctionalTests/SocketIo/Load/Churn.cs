using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>Clients that come and go while their number stays: each joins a room, says something there, and leaves in one of the ways there are.</summary>
internal sealed class Churn(EndPoint server, int population)
{
    private const int Rooms = 10;
    private static readonly byte[] _leaveEngine = LoadClient.Frame("1");
    private readonly Queue<Task<LoadClient>> _present = [];
    private readonly Queue<Task> _leaving = [];

    /// <summary>How many have come so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many are there.</summary>
    public int Present => _present.Count;

    /// <summary>Lets so many come, and as many go that have been there longest.</summary>
    public async Task StepAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _present.Enqueue(ComeAsync(Count++));
            if (_present.Count > population)
            {
                _leaving.Enqueue(LeaveAsync(_present.Dequeue(), Count));
            }
        }

        // those that left give up their failures; nobody waits for the others here, which would change the pace
        while (_leaving.TryPeek(out Task? left) && left.IsCompleted)
        {
            await _leaving.Dequeue();
        }
    }

    /// <summary>Waits for those that are coming or leaving; the others stay.</summary>
    public async Task RestAsync()
    {
        await Task.WhenAll(_leaving);
        await Task.WhenAll(_present);
    }

    /// <summary>Lets all go.</summary>
    public async Task EndAsync()
    {
        while (_present.TryDequeue(out Task<LoadClient>? client))
        {
            _leaving.Enqueue(LeaveAsync(client, _present.Count));
        }

        await Task.WhenAll(_leaving);
    }

    private async Task<LoadClient> ComeAsync(int number)
    {
        LoadClient client = await LoadClient.ConnectAsync(server, _ => { });
        string room = $"room {number % Rooms}";
        await client.SendAsync(LoadClient.Frame($"42[\"join_room\",\"{room}\"]"));
        await client.SendAsync(LoadClient.Frame($"42[\"room_msg\",\"{room}\",{number}]"));
        return client;
    }

    private static async Task LeaveAsync(Task<LoadClient> coming, int number)
    {
        await using LoadClient client = await coming;
        switch (number % 3)
        {
            case 0:
                await client.LeaveAsync();
                break;
            case 1:
                await client.SendAsync(_leaveEngine);
                await client.Ended.WaitAsync(TimeSpan.FromMinutes(1));
                break;
            default:
                client.Reset();
                break;
        }
    }
}
