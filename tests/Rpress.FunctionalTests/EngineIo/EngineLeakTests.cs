using Microsoft.Extensions.Logging.Abstractions;
using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>Nothing is left of sessions that have ended, on any transport and however they ended.</summary>
[Collection(RunsAlone.Name)]
public sealed class EngineLeakTests
{
    private const int Sessions = 1000;
    private const long SmallestLeak = 2 * 1024 * 1024;

    [Fact]
    public Task Polling_AfterManySessions_LeavesNothingBehind() => RunAsync(async (app, i) =>
    {
        var sid = await app.OpenPollingAsync();
        await app.PostAsync(sid, "4a");
        await app.PollAsync(sid);
        await app.PostAsync(sid, i % 2 == 0 ? "1" : "2");
    });

    [Fact]
    public Task WebSocket_AfterManySessions_LeavesNothingBehind() => RunAsync(async (app, i) =>
    {
        await using var socket = await app.OpenWebSocketAsync();
        await EngineApp.UpgradedAsync(socket);
        await EndAsync(socket, i);
    });

    [Fact]
    public Task Upgrade_AfterManySessions_LeavesNothingBehind() => RunAsync(async (app, i) =>
    {
        var (_, socket) = await app.OpenUpgradedAsync();
        await EndAsync(socket, i);
        await socket.DisposeAsync();
    });

    private static async Task EndAsync(RawWebSocket socket, int i)
    {
        switch (i % 3)
        {
            case 0:
                await socket.SendCloseAsync();
                break;
            case 1:
                await socket.SendAsync("1");
                break;
            default:
                socket.Connection.Reset();
                break;
        }
    }

    private static async Task RunAsync(Func<EngineApp, int, Task> session)
    {
        await using var app = await EngineApp.StartAsync(options: new() { LoggerFactory = NullLoggerFactory.Instance });
        await RunAsync(app, 500, session);
        var before = await MeasureAsync(app);

        await RunAsync(app, Sessions, session);

        Assert.InRange(await MeasureAsync(app), 0, before + SmallestLeak);
    }

    private static async Task RunAsync(EngineApp app, int count, Func<EngineApp, int, Task> session)
    {
        for (var i = 0; i < count; i++)
        {
            await session(app, i);
        }
    }

    private static async Task<long> MeasureAsync(EngineApp app)
    {
        await app.EmptyAsync();
        app.Handlers.Clear();
        return Heap.Measure();
    }
}
