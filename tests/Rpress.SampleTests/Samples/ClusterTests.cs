using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class ClusterTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    private ClusterProcess Cluster => fixture.Cluster;

    [Fact]
    public void Start_WithoutNginx_SaysSo() =>
        Assert.Contains("There is no nginx on the PATH: open the page at the nodes themselves.", Cluster.Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("/", "src=\"cluster.js\"")]
    [InlineData("/", "href=\"cluster.css\"")]
    [InlineData("/cluster.js", "socket.on(\"node\"")]
    [InlineData("/cluster.css", "#node")]
    [InlineData("/chat.js", "export const socket")]
    [InlineData("/messages.js", "export function showNotice")]
    [InlineData("/transports.js", "\"polling\", \"websocket\"")]
    public async Task Page_OfBothNodes_IsTheChatsWithMore(string path, string part)
    {
        using var client = new HttpClient();
        foreach (Uri node in Cluster.Nodes)
        {
            Assert.Contains(part, await client.GetStringAsync(new Uri(node, path), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Message_OnOneNode_IsHeardOnTheOther()
    {
        await using WebSocketText ada = await EnterAsync(0, "Ada", "Harbour");
        await using WebSocketText grace = await EnterAsync(1, "Grace", "Harbour");

        await ada.SayAsync("Hello");

        Assert.Equal(["Hello"], ChatText.TextsOf(await ReceiveAsync(grace, "42[\"message\"")));
    }

    [Fact]
    public async Task Members_OnBothNodes_AreInOneRoom()
    {
        await using WebSocketText ada = await EnterAsync(0, "Ada", "Pier");
        await using WebSocketText grace = await EnterAsync(1, "Grace", "Pier");

        Assert.StartsWith("""42["members",["Ada","Grace"]""", await ReceiveAsync(grace, "42[\"members\""));
        await grace.SendAsync("""420["enter","Beach"]""");
        Assert.Equal("430[null]", await ReceiveAsync(grace, "430"));

        Assert.StartsWith("""42["members",["Ada"]""", await ReceiveSecondAsync(ada, "42[\"members\",[\"Ada\"]"));
    }

    [Fact]
    public async Task Client_OfEachNode_IsToldWhichItIs()
    {
        await using WebSocketText ada = await EnterAsync(0, "Ada", "Attic");
        await using WebSocketText grace = await EnterAsync(1, "Grace", "Attic");

        Assert.Equal("""42["node","Node 1"]""", await ReceiveAsync(ada, "42[\"node\""));
        Assert.Equal("""42["node","Node 2"]""", await ReceiveAsync(grace, "42[\"node\""));
    }

    [Fact]
    public async Task People_ComingAndGoing_AreShownWithTheirNodes()
    {
        await using WebSocketText ada = await EnterAsync(0, "Watcher", "Tower");
        WebSocketText grace = await EnterAsync(1, "Passer-by", "Cellar");

        await ReceiveNodesAsync(ada, nodes => PeopleOf(nodes, "Node 1").Contains("Watcher") && PeopleOf(nodes, "Node 2").Contains("Passer-by"));
        await grace.DisposeAsync();

        await ReceiveNodesAsync(ada, nodes => !PeopleOf(nodes, "Node 2").Contains("Passer-by"));
    }

    [Fact]
    public async Task History_OfOneNode_IsThereOnTheOther()
    {
        var id = Guid.NewGuid();
        await using WebSocketText ada = await EnterAsync(0, "Ada", "Library");
        await ada.SayAsync("said before");
        await ada.SendFileAsync(id, "a.png", "image/png", [1, 2, 3]);

        (WebSocketText grace, string history) = await ChatText.ComeAsync(Cluster.Nodes[1], "Grace", "Library");
        await grace.DisposeAsync();

        Assert.Equal(["said before", ""], ChatText.TextsOf(history));
        using var client = new HttpClient();
        Assert.Equal([1, 2, 3], await client.GetByteArrayAsync(new Uri(Cluster.Nodes[1], $"/files/{id}"), TestContext.Current.CancellationToken));
    }

    private Task<WebSocketText> EnterAsync(int node, string name, string room) => ChatText.EnterAsync(Cluster.Nodes[node], name, room);

    private static Task<string> ReceiveAsync(WebSocketText socket, string start) =>
        socket.ReceiveAsync(start).WaitAsync(_bound, TestContext.Current.CancellationToken);

    // the first tells of the own arrival
    private static async Task<string> ReceiveSecondAsync(WebSocketText socket, string start)
    {
        await ReceiveAsync(socket, start);
        return await ReceiveAsync(socket, start);
    }

    // those of other tests may be in it too
    private static async Task ReceiveNodesAsync(WebSocketText socket, Predicate<string> isWanted)
    {
        while (!isWanted(await ReceiveAsync(socket, "42[\"nodes\"")))
        {
        }
    }

    private static string PeopleOf(string nodes, string node)
    {
        int start = nodes.IndexOf($"\"{node}\":", StringComparison.Ordinal);
        return start < 0 ? "" : nodes[start..(nodes.IndexOf(']', start) + 1)];
    }
}
