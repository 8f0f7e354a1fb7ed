using System.Diagnostics;
using System.Globalization;
using Rpress.ClusterHost;
using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>One of three servers that cannot reach Redis for a while, though the others can: connections break off and are refused, or nothing comes through any more.</summary>
public sealed class NodeCutOffTests
{
    private const int CutOff = 0;
    private const int Servers = 3;

    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    public static TheoryData<ClusterKind, bool> Kinds => new()
    {
        { ClusterKind.Classic, false },
        { ClusterKind.Classic, true },
        { ClusterKind.Sharded, false },
        { ClusterKind.Sharded, true },
        { ClusterKind.Streams, false },
        { ClusterKind.Streams, true },
        { ClusterKind.Recovery, false },
        { ClusterKind.Recovery, true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Node_CutOffFromRedis_GoesOnAloneAndComesBack(ClusterKind kind, bool isFrozen) =>
        RunAsync(kind, isFrozen, clientsOfServer: 20, meanwhile: 50, longestReturn: _ample);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Kinds))]
    public Task Node_CutOffFromRedisForLong_IsOfTheClusterAgainWithinFiveSeconds(ClusterKind kind, bool isFrozen) =>
        RunAsync(kind, isFrozen, clientsOfServer: 100, meanwhile: 750, longestReturn: TimeSpan.FromSeconds(5));

    private static async Task RunAsync(ClusterKind kind, bool isFrozen, int clientsOfServer, int meanwhile, TimeSpan longestReturn)
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using TcpProxy network = TcpProxy.Start(int.Parse(redis.Address.Split(':')[1], CultureInfo.InvariantCulture));
        var servers = new ClusterServer[Servers];
        for (int i = 0; i < Servers; i++)
        {
            servers[i] = await ClusterServer.StartAsync(kind, i == CutOff ? $"127.0.0.1:{network.Port}" : redis.Address);
        }

        await ClusterServer.WhenTogetherAsync(servers);
        (LoadClient[] clients, OutageReceiver[] receivers) = await ConnectAsync(servers, clientsOfServer, kind);
        using var enough = new CancellationTokenSource();
        Task<int>[] sending = [.. servers.Select((server, number) => SeriesTraffic.SendAsync(server.Io, number, enough.Token))];
        await WhenHeardAsync(receivers, (_, _) => true, 10);

        Cut(network, isFrozen);
        await WhenHeardAsync(receivers, (own, server) => own == server || (own != CutOff && server != CutOff), meanwhile);
        Restore(network, isFrozen);
        long back = Stopwatch.GetTimestamp();
        await WhenHeardAsync(receivers, (_, _) => true, 1);
        TimeSpan took = Stopwatch.GetElapsedTime(back);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: it was back after {took.TotalSeconds:0.00} s");

        await enough.CancelAsync();
        await SeriesTraffic.EndAsync(servers, await Task.WhenAll(sending), receivers);
        Assert.InRange(took, TimeSpan.Zero, longestReturn);
        await LoadCrowd.DisposeAsync(clients);
        await CloseAsync(servers, isFrozen);
    }

    private static void Cut(TcpProxy network, bool isFrozen)
    {
        if (isFrozen)
        {
            network.Hold(TcpDirection.ToServer);
            network.Hold(TcpDirection.ToClient);
        }
        else
        {
            network.Refuse();
            network.CutAll();
        }
    }

    private static void Restore(TcpProxy network, bool isFrozen)
    {
        if (isFrozen)
        {
            network.Resume(TcpDirection.ToServer);
            network.Resume(TcpDirection.ToClient);
        }
        else
        {
            network.Accept();
        }
    }

    // what one loses, or is lost of it, the others do not miss of each other; and a stream keeps what the one missed
    private static async Task<(LoadClient[] Clients, OutageReceiver[] Receivers)> ConnectAsync(ClusterServer[] servers, int clientsOfServer, ClusterKind kind)
    {
        bool isKept = kind is ClusterKind.Streams or ClusterKind.Recovery;
        var clients = new List<LoadClient>();
        var receivers = new List<OutageReceiver>();
        for (int i = 0; i < Servers; i++)
        {
            int own = i;
            OutageReceiver[] added = [.. Enumerable.Range(0, clientsOfServer).Select(_ => new OutageReceiver(
                Servers, own, server => server == own || (server != CutOff && (own != CutOff || isKept))))];
            receivers.AddRange(added);
            clients.AddRange(await LoadCrowd.ConnectAsync(servers[i].EndPoint, clientsOfServer, n => added[n].Take));
        }

        return ([.. clients], [.. receivers]);
    }

    private static Task WhenHeardAsync(OutageReceiver[] receivers, Func<int, int, bool> isHeard, int more)
    {
        (OutageReceiver Receiver, int Server, int Next)[] expected =
        [
            .. from receiver in receivers
               from server in Enumerable.Range(0, Servers)
               where isHeard(receiver.Own, server)
               select (receiver, server, receiver.NextOf(server) + more),
        ];
        return Eventually.TrueAsync(
            () => expected.All(one => one.Receiver.NextOf(one.Server) >= one.Next || one.Receiver.Fault is not null), $"every client to get {more} more of those that it hears", _ample);
    }

    private static async Task CloseAsync(ClusterServer[] servers, bool isFrozen)
    {
        foreach ((int index, ClusterServer server) in servers.Index())
        {
            bool wasAway = index == CutOff && !isFrozen;
            if (wasAway)
            {
                await Eventually.TrueAsync(() => server.LogOf(2502).Any(), "the line that Redis is back", _ample);
            }

            if (wasAway || index != CutOff)
            {
                Assert.Equal(wasAway ? 1 : 0, server.LogOf(2501).Count());
                Assert.Equal(wasAway ? 1 : 0, server.LogOf(2502).Count());
            }

            await Eventually.TrueAsync(() => server.PendingCount == 0 && server.Io.Engine.SessionCount == 0, "nothing to be left", _ample);
            await server.DisposeAsync();
        }
    }
}
