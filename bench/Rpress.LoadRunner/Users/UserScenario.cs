using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>Users who come one after the other at an even rate: six of ten play ping-pong, three write to rooms, one storms.</summary>
internal sealed class UserScenario : IScenario
{
    private const string Unit = "user";
    private const int Users = 520;
    private const int QuickUsers = 52;
    private const int WarmUpDivisor = 10;
    private static readonly TimeSpan _arrival = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan _quickArrival = TimeSpan.FromSeconds(1);

    private static readonly Metric _done = new("done", "done", "0", IsHigherBetter: true);
    private static readonly Metric _emits = new("emits", "emits", "#,0", IsHigherBetter: true);
    private static readonly Metric _peakEmits = new("peakEmits", "peak emits/s", "0", IsHigherBetter: true);
    private static readonly Metric _session = new("session", "session ms, median", "#,0");
    private static readonly Metric[] _columns =
        [_done, Metrics.Failed, _emits, _peakEmits, _session, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu, Metrics.PeakMemory];

    public string Name => "socketio-users";

    public string Group => ScenarioGroup.Sockets;

    public string Title => "virtual users";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        int users = settings.IsQuick ? QuickUsers : Setting.Read("BENCH_USERS", Users);
        TimeSpan arrival = settings.IsQuick ? _quickArrival : _arrival * users / Users;

        // more than a minute is long enough for one round
        IReadOnlyList<ServerResult> servers = await new Rounds(settings with { Rounds = 1 }, Unit, Metrics.Cpu).RunAsync(
            SocketPeers.OfUsers,
            peer => RunningPeer.StartAsync(peer, SocketScenario.CalmHeartbeat),
            async server =>
            {
                if (!settings.IsQuick)
                {
                    await MeasureAsync(server, users / WarmUpDivisor, arrival / WarmUpDivisor);
                }

                return await MeasureAsync(server, users, arrival);
            });
        string explanation = string.Create(
            CultureInfo.InvariantCulture,
            $"{users} users come within {arrival.TotalSeconds:0.#} s and stay for about 2 s, each with a whole client, by long polling and then WebSocket: 60 % play ping-pong, 30 % write to rooms, 10 % broadcast ten times at once. One round.");
        return [new(Name, Group, Title, explanation, Unit, Metrics.Cpu, _columns, servers)];
    }

    private static async Task<Sample> MeasureAsync(RunningPeer server, int users, TimeSpan arrival)
    {
        string url = $"http://127.0.0.1:{server.Port}";
        var emits = new EmitCounter();
        CpuTime before = server.CpuTime;
        var sessions = new List<Task<TimeSpan?>>();
        using (var next = new PeriodicTimer(arrival / users))
        {
            while (sessions.Count < users && await next.WaitForNextTickAsync())
            {
                sessions.Add(new VirtualUser(url, KindOf(sessions.Count), sessions.Count, emits).RunAsync());
            }
        }

        TimeSpan?[] ended = await Task.WhenAll(sessions);
        CpuTime spent = server.CpuTime - before;
        double[] done = [.. ended.OfType<TimeSpan>().Select(session => session.TotalMilliseconds).Order()];
        return new()
        {
            [_done] = done.Length,
            [Metrics.Failed] = users - done.Length,
            [_emits] = emits.Total,
            [_peakEmits] = emits.Peak,
            [_session] = done.Length > 0 ? done[done.Length / 2] : 0,
            [Metrics.Cpu] = spent.Total.TotalMicroseconds / users,
            [Metrics.UserCpu] = spent.User.TotalMicroseconds / users,
            [Metrics.SystemCpu] = spent.System.TotalMicroseconds / users,
            [Metrics.PeakMemory] = server.PeakMemory / 1e6,
        };
    }

    private static UserKind KindOf(int number) => (number % 10) switch
    {
        < 6 => UserKind.PingPong,
        < 9 => UserKind.Room,
        _ => UserKind.Storm,
    };
}
