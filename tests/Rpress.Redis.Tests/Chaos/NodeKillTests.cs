using System.Diagnostics;
using Rpress.ClusterHost;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>A server that is killed while all servers send: its clients go on at the others.</summary>
public sealed class NodeKillTests
{
    private const int Killed = 0;
    private const int Few = 20; // of a series, so that it is under way

    private static readonly int[] _all = [0, 1, 2];
    private static readonly int[] _others = [1, 2];
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ClusterKind.Classic)]
    [InlineData(ClusterKind.Sharded)]
    [InlineData(ClusterKind.Streams)]
    [InlineData(ClusterKind.Recovery)]
    public Task Node_KilledUnderLoad_LosesNoClient(ClusterKind kind) => RunAsync(kind, clients: 120, TimeSpan.FromMilliseconds(20), longestReturn: _ample);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(ClusterKind.Classic)]
    [InlineData(ClusterKind.Sharded)]
    [InlineData(ClusterKind.Streams)]
    [InlineData(ClusterKind.Recovery)]
    public Task Node_KilledWithAThousandClients_HasThemBackElsewhereWithinTenSeconds(ClusterKind kind) =>
        RunAsync(kind, clients: 1000, TimeSpan.FromMilliseconds(50), longestReturn: TimeSpan.FromSeconds(10));

    private static async Task RunAsync(ClusterKind kind, int clients, TimeSpan pause, TimeSpan longestReturn)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(kind, clients, pause);
        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);
        RoamingClient[] moving = [.. cluster.Clients.Where(client => client.First == Killed)];
        RoamingClient[] staying = [.. cluster.Clients.Except(moving)];

        long killed = Stopwatch.GetTimestamp();
        await cluster.Servers[Killed].KillAsync();
        await Eventually.TrueAsync(() => moving.All(client => client.Returns == 1), "the clients of the killed server to be back", _ample);
        TimeSpan took = Stopwatch.GetElapsedTime(killed);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {moving.Length} clients were back {took.TotalSeconds:0.00} s after the kill");
        await ProcessCluster.AllHearAsync(cluster.Clients, _others, Few);
        await cluster.FinishAsync(_others);

        Assert.InRange(took, TimeSpan.Zero, longestReturn);
        Assert.All(staying, client => Assert.Equal(0, client.Returns));
        Assert.All(moving, client => Assert.Equal(kind == ClusterKind.Recovery ? 1 : 0, client.Recoveries));

        // what the killed one sent has reached all or none: those that it had too, if nothing is lost on their way
        await AllAgreeAsync(kind == ClusterKind.Recovery ? cluster.Clients : staying);
    }

    private static Task AllAgreeAsync(RoamingClient[] clients) => Eventually.TrueAsync(
        () => clients.SelectMany(client => client.Received.Mine.Select(series => (Series: series, Next: client.Received.NextOf(series))))
            .Where(one => Series.ServerOf(one.Series) == Killed)
            .Distinct()
            .CountBy(one => one.Series)
            .All(one => one.Value == 1),
        "every client to get the same numbers of the killed server",
        _ample);
}
