using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Many clients: nothing is lost, all is in order, and nothing is left of them.</summary>
[Collection(RunsAlone.Name)]
public sealed class SocketIoLoadTests
{
    [Fact]
    public Task Broadcasts_To200Clients_ArriveInOrderAndLeaveNothing() => RunAsync(clients: 200, broadcasts: 30, pause: TimeSpan.FromMilliseconds(1));

    [Fact]
    [Trait("Category", "Long")]
    public Task Broadcasts_To2000ClientsEverySecond_ArriveInOrderAndLeaveNothing() => RunAsync(clients: 2000, broadcasts: 30, pause: TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Clients_ThatComeAndGoFromManyThreads_LeaveNothing()
    {
        var io = new RpressIo();
        io.OnConnection(async socket =>
        {
            socket.On("work", async (int n) =>
            {
                await socket.JoinAsync("room", $"room {n}");
                await socket.To("room").EmitAsync("news", n);
                return n;
            });
            socket.On("leave", () => socket.DisconnectAsync(close: true));
            await socket.EmitAsync("welcome");
        });
        await using TestServer server = await SocketIoLeftovers.StartAsync(io);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (int i = 0; i < 40; i++)
            {
                await VisitAsync(server, io, worker + i);
            }
        })));

        await SocketIoLeftovers.AssertNothingLeftAsync(server, io);
    }

    private static async Task VisitAsync(TestServer server, RpressIo io, int n)
    {
        string transport = n % 3 == 0 ? EioConfig.Polling : EioConfig.WebSocket;
        await using SocketIoWire client = await SocketIoWire.ConnectAsync(server, new SocketIoWireOptions { Transport = transport });
        await client.JoinAsync();
        Task<int>? unanswered = io.Sockets.FirstOrDefault(socket => socket.Id == client.Id)?.EmitWithAckAsync<int>("question");
        await client.SendAsync($"""42{n}["work",{n}]""");
        while (await client.ReadAsync() != $"43{n}[{n}]")
        {
        }

        switch (n % 4)
        {
            case 0:
                await client.SendAsync("41");
                break;
            case 1:
                await client.SendAsync("""42["leave"]""");
                await client.ReadToEndAsync();
                break;
        }

        if (transport == EioConfig.Polling || n % 4 == 2)
        {
            // a client that vanishes between two polls is missed only by the heartbeat
            await client.LeaveAsync();
        }

        await client.DisposeAsync();
        if (unanswered is not null)
        {
            await Assert.ThrowsAsync<SocketDisconnectedException>(() => unanswered);
        }
    }

    private static async Task RunAsync(int clients, int broadcasts, TimeSpan pause)
    {
        var io = new RpressIo();
        io.OnConnection(socket => socket.JoinAsync("room"));
        await using TestServer server = await SocketIoLeftovers.StartAsync(io);
        await RunOnceAsync(server, io, clients, 2, TimeSpan.FromMilliseconds(1));
        long before = await SocketIoLeftovers.MeasureAsync(server, io);

        await RunOnceAsync(server, io, clients, broadcasts, pause);

        SocketIoLeftovers.AssertNoLeak(before, await SocketIoLeftovers.MeasureAsync(server, io));
    }

    private static async Task RunOnceAsync(TestServer server, RpressIo io, int count, int broadcasts, TimeSpan pause)
    {
        var clients = new List<SocketIoWire>();
        foreach (int[] batch in Enumerable.Range(0, count).Chunk(20))
        {
            clients.AddRange(await Task.WhenAll(batch.Select(_ => ConnectAsync(server))));
        }

        string[] expected = [.. Enumerable.Range(0, broadcasts).Select(n => $"""42["n",{n},"some text to be sent to everybody"]""")];
        Task<string[]>[] received = [.. clients.Select(client => client.ReadAsync(broadcasts))];
        using var timer = new PeriodicTimer(pause);
        for (int n = 0; n < broadcasts; n++)
        {
            await io.EmitAsync("n", n, "some text to be sent to everybody");
            await timer.WaitForNextTickAsync();
        }

        Assert.All(await Task.WhenAll(received), packets => Assert.Equal(expected, packets));
        await Task.WhenAll(clients.Select(client => client.LeaveAsync()));
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }

    private static async Task<SocketIoWire> ConnectAsync(TestServer server)
    {
        SocketIoWire client = await SocketIoWire.ConnectAsync(server);
        await client.JoinAsync();
        return client;
    }
}
