using System.Net;

namespace Rpress.LoadRunner;

/// <summary>The connections of a <see cref="SocketScenario"/>; its servers get them in turn.</summary>
internal sealed class SocketLoad : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(3);
    private readonly SocketScenario _scenario;
    private readonly SocketDialect _dialect;
    private readonly SocketGroup[] _groups;
    private readonly ILoadConnection[] _clients;

    private SocketLoad(SocketScenario scenario, SocketDialect dialect, SocketGroup[] groups, ILoadConnection[] clients)
    {
        _scenario = scenario;
        _dialect = dialect;
        _groups = groups;
        _clients = clients;
    }

    public static async Task<SocketLoad> ConnectAsync(SocketScenario scenario, SocketDialect dialect, IReadOnlyList<EndPoint> servers)
    {
        SocketGroup[] groups = [.. Enumerable.Range(0, scenario.Groups).Select(number => new SocketGroup(scenario, dialect, number))];
        int waiting = scenario.Connections;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ILoadConnection[] clients = await dialect.ConnectAsync(servers, scenario.Connections, i =>
        {
            bool isReady = false;
            return packet =>
            {
                if (isReady)
                {
                    groups[i / scenario.GroupSize].Take(packet);
                }
                else
                {
                    isReady = true;
                    if (Interlocked.Decrement(ref waiting) == 0)
                    {
                        ready.SetResult();
                    }
                }
            };
        });
        var load = new SocketLoad(scenario, dialect, groups, clients);
        await load.JoinRoomsAsync();
        await ready.Task.WaitAsync(_bound);
        return load;
    }

    /// <summary>Sends the scenario's messages, or a share of them, and takes what the servers needed for it.</summary>
    /// <exception cref="TimeoutException">Messages are missing.</exception>
    public async Task<Sample> RunAsync(RunningServers servers, int divisor = 1)
    {
        int messages = Math.Max(1, _scenario.MessagesOfGroup / _scenario.MessagesOfBurst / divisor) * _scenario.MessagesOfBurst;
        int failedBefore = _groups.Sum(group => group.Failed);
        CpuTime before = servers.CpuTime;
        TimeSpan redis = servers.RedisCpuTime;
        long started = TimeProvider.System.GetTimestamp();

        long[][] times = await Task.WhenAll(_groups.Select(group => RunAsync(group, messages)));

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
        CpuTime spent = servers.CpuTime - before;
        int count = messages * _groups.Length;
        long[] sorted = [.. times.SelectMany(time => time).Order()];
        return new()
        {
            [Metrics.Rate] = count / elapsed.TotalSeconds,
            [Metrics.P50] = Milliseconds(sorted[sorted.Length / 2]),
            [Metrics.P99] = Milliseconds(sorted[(int)(sorted.Length * 0.99)]),
            [Metrics.Failed] = _groups.Sum(group => group.Failed) - failedBefore,
            [Metrics.Cpu] = spent.Total.TotalMicroseconds / count,
            [Metrics.UserCpu] = spent.User.TotalMicroseconds / count,
            [Metrics.SystemCpu] = spent.System.TotalMicroseconds / count,
            [Metrics.RedisCpu] = (servers.RedisCpuTime - redis).TotalMicroseconds / count,
            [Metrics.Memory] = servers.Memory / 1e6,
        };
    }

    public async ValueTask DisposeAsync() => await SocketDialect.DisposeAsync(_clients);

    private static async Task<long[]> RunAsync(SocketGroup group, int messages)
    {
        try
        {
            return await group.RunAsync(messages).WaitAsync(_bound);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"A group of clients received {group.Received} of {messages} messages.", error);
        }
    }

    // the pong, the first that a client gets, says that the room was joined before
    private async Task JoinRoomsAsync()
    {
        byte[] ping = _dialect.Event("ping", "are the rooms joined?");
        for (int i = 0; i < _clients.Length; i++)
        {
            await _clients[i].SendAsync(_dialect.Event("join_room", SocketScenario.RoomOf(i / _scenario.GroupSize)));
            await _clients[i].SendAsync(ping);
        }

        for (int i = 0; i < _groups.Length; i++)
        {
            _groups[i].Sender = _clients[i * _scenario.GroupSize];
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / System.Diagnostics.Stopwatch.Frequency;
}
