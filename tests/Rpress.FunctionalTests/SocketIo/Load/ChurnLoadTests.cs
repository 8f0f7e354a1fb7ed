using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>Clients that come and go, for long: what the server needs does not grow.</summary>
[Collection(RunsAlone.Name)]
public sealed class ChurnLoadTests
{
    private const int PerSecond = 200;
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Clients_600ThatComeAndGo_LeaveNothing()
    {
        var io = new RpressIo();
        io.OnConnection(socket =>
        {
            socket.On("join_room", (string room) => socket.JoinAsync(room));
            socket.On("room_msg", (string room, int message) => socket.To(room).EmitAsync("room_event", message));
        });
        await using TestServer server = await SocketIoLeftovers.StartAsync(io);
        await RunAsync(server, 100);
        long before = await SocketIoLeftovers.MeasureAsync(server, io);

        await RunAsync(server, 600);

        SocketIoLeftovers.AssertNoLeak(before, await SocketIoLeftovers.MeasureAsync(server, io));
    }

    // heap and resident memory of the server's process, after a collection, with as many clients in both cases
    [Fact]
    [Trait("Category", "Long")]
    public async Task Clients_200ThatComeAndGoEachSecond_NeedNoMoreMemoryAfter5Minutes()
    {
        const int Population = 400;
        await using LoadApp app = await LoadApp.StartAsync(4 * Population);
        var churn = new Churn(app.EndPoint, Population);
        using var timer = new PeriodicTimer(_step);

        (long Heap, long Resident, int Sockets) first = await RunMinuteAsync(app, churn, timer, 1);
        (long Heap, long Resident, int Sockets) last = first;
        for (int minute = 2; minute <= 5; minute++)
        {
            last = await RunMinuteAsync(app, churn, timer, minute);
        }

        await churn.EndAsync();
        await Eventually.TrueAsync(async () => (await app.MeasureAsync()).Sockets == 0, "all sockets to be gone", TimeSpan.FromSeconds(30));
        Assert.Equal((Population, Population), (first.Sockets, last.Sockets));
        Assert.InRange(last.Heap, 0, first.Heap * 11 / 10);
        Assert.InRange(last.Resident, 0, first.Resident * 11 / 10);
    }

    private static async Task RunAsync(TestServer server, int count)
    {
        var churn = new Churn(server.EndPoint, 30);
        for (int i = 0; i < count / 20; i++)
        {
            await churn.StepAsync(20);
            await churn.RestAsync();
        }

        await churn.EndAsync();
    }

    private static async Task<(long Heap, long Resident, int Sockets)> RunMinuteAsync(LoadApp app, Churn churn, PeriodicTimer timer, int minute)
    {
        int steps = (int)(TimeSpan.FromMinutes(1) / _step);
        long started = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            await churn.StepAsync((int)(PerSecond * _step.TotalSeconds));
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        await churn.RestAsync();
        await Eventually.TrueAsync(async () => (await app.MeasureAsync()).Sockets == churn.Present, "those that left to be gone", TimeSpan.FromSeconds(30));
        var measured = await app.MeasureAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"minute {minute} ({seconds:0.0} s): {churn.Count} clients so far, {measured.Sockets} present, heap {measured.Heap / 1e6:0.00} MB, resident {measured.Resident / 1e6:0.0} MB");
        return measured;
    }
}
