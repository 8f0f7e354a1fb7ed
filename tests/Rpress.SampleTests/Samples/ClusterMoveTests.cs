using System.Net;
using System.Net.Sockets;
using Rpress.RedisKit;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

/// <summary>The sample Cluster when its nodes are stopped; each test has one of its own.</summary>
public sealed class ClusterMoveTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Client_OfAStoppedNode_MovesToTheOther()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartBehindNginxAsync();
        await using ClusterMember ada = await ClusterMember.EnterAsync(cluster.Nginx, "Ada");
        (string name, _) = await ada.ReadNodeAsync();
        await using ClusterMember grace = await ClusterMember.EnterAsync(cluster.Nodes[IndexOfOther(name)], "Grace");

        await cluster.StopNodeAsync(NumberOf(name));

        Assert.Equal(((await grace.ReadNodeAsync()).Name, false), await ada.ReadNodeAsync());
        await grace.SayAsync("welcome");
        Assert.Equal("welcome", await ada.ReadTextAsync());
    }

    [Fact]
    public async Task Client_WithRedisStreams_IsRecoveredAndMissesNothing()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartBehindNginxAsync(("REDIS_URL", $"redis://{await redis.GetAddressAsync()}"));
        await using ClusterMember ada = await ClusterMember.EnterAsync(cluster.Nginx, "Ada");
        (string name, _) = await ada.ReadNodeAsync();
        await using ClusterMember grace = await ClusterMember.EnterAsync(cluster.Nodes[IndexOfOther(name)], "Grace");
        var mayReturn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ada.MayConnect = mayReturn.Task;

        await cluster.StopNodeAsync(NumberOf(name));
        await ada.Gone;
        await grace.SayAsync("said meanwhile");
        mayReturn.SetResult();

        Assert.Equal(((await grace.ReadNodeAsync()).Name, true), await ada.ReadNodeAsync());
        Assert.Equal("said meanwhile", await ada.ReadTextAsync());
    }

    [Fact]
    public async Task Client_WithoutNginx_WaitsForItsNode()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartAsync();
        await using ClusterMember ada = await ClusterMember.EnterAsync(cluster.Nodes[0], "Ada");
        Assert.Equal("Node 1", (await ada.ReadNodeAsync()).Name);

        await cluster.StopNodeAsync(1);
        await ada.Gone;
        await cluster.StartNodeAsync(1);

        Assert.Equal(("Node 1", false), await ada.ReadNodeAsync());
    }

    [Fact]
    public async Task Client_ThatOnlyPolls_StaysAtItsNode()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartBehindNginxAsync();
        for (int number = 0; number < 6; number++) // if its polls went anywhere, each would find its session in one of two cases
        {
            await using ClusterMember ada = await ClusterMember.EnterAsync(cluster.Nginx, $"Ada {number}", SocketTransport.Polling);

            await ada.SayAsync("Hello");

            Assert.False(ada.Gone.IsCompleted);
        }
    }

    [Fact]
    public async Task Polling_WithoutStickySessions_IsRefusedClearly()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartBehindNginxAsync(("STICKY", "false"));
        using var client = new HttpClient { BaseAddress = cluster.Nginx };

        (int status, string body) = await PollingText.HandshakeAsync(client, "");

        Assert.Equal(400, status);
        Assert.Contains("Long-polling is off: connect with transports: [\\\"websocket\\\"].", body, StringComparison.Ordinal);
        Assert.Contains("[\"websocket\"]", await client.GetStringAsync("/transports.js", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WebSockets_WithoutStickySessions_GoToBothNodes()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartBehindNginxAsync(("STICKY", "false"));
        await using ClusterMember ada = await ClusterMember.EnterAsync(cluster.Nginx, "Ada", SocketTransport.WebSocket);
        await using ClusterMember grace = await ClusterMember.EnterAsync(cluster.Nginx, "Grace", SocketTransport.WebSocket);

        string[] nodes = [(await ada.ReadNodeAsync()).Name, (await grace.ReadNodeAsync()).Name];

        Assert.Equal(["Node 1", "Node 2"], nodes.Order());
    }

    [Fact]
    public async Task Sigterm_WithNginx_EndsThatToo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using ClusterProcess cluster = await ClusterProcess.StartBehindNginxAsync();

        int exitCode = await cluster.EndAsync();

        Assert.Equal(0, exitCode);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, cluster.Nginx.Port, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task Command_ThatIsNone_IsAnsweredWithWhatThereIs()
    {
        await using ClusterProcess cluster = await ClusterProcess.StartAsync();

        await cluster.StopNodeAsync(2);
        await cluster.TypeAsync("stop 2");

        await Eventually.TrueAsync(() => cluster.Output.Split("Type \"stop 1\"").Length == 3, "the commands to be shown again");
    }

    private static int NumberOf(string name) => name[^1] - '0';

    private static int IndexOfOther(string name) => 2 - NumberOf(name);
}
