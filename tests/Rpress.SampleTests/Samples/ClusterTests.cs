using System.Text.RegularExpressions;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed partial class ClusterTests(ClusterFixture sample) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Page_OfBothNodes_IsServed()
    {
        foreach (Uri node in await NodesAsync())
        {
            Assert.Contains("<title>Cluster</title>", await sample.Client.GetStringAsync(node, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Message_OnOneNode_IsHeardOnBoth()
    {
        Uri[] nodes = await NodesAsync();
        await using WebSocketText ada = await OpenAsync(nodes[0]);
        await using WebSocketText grace = await OpenAsync(nodes[1]);

        await ada.SendAsync("""42["say","Hello"]""");

        string said = $"""42["said","{NameOf(nodes[0])}","Hello"]""";
        Assert.Equal(said, await ReceiveAsync(ada, "42[\"said\""));
        Assert.Equal(said, await ReceiveAsync(grace, "42[\"said\""));
    }

    [Fact]
    public async Task Online_Asked_CountsTheSocketsOfBothNodes()
    {
        Uri[] nodes = await NodesAsync();
        await using WebSocketText ada = await OpenAsync(nodes[0]);
        await using WebSocketText grace = await OpenAsync(nodes[1]);
        int id = 0;

        // those of other tests may not be gone yet
        await Eventually.TrueAsync(
            async () =>
            {
                await ada.SendAsync($"42{++id}[\"who is online?\"]");
                string counts = await ReceiveAsync(ada, $"43{id}");
                return counts.Contains($"\"{NameOf(nodes[0])}\":1", StringComparison.Ordinal) && counts.Contains($"\"{NameOf(nodes[1])}\":1", StringComparison.Ordinal);
            },
            "one socket on each node");
    }

    [Fact]
    public async Task Socket_OnEachNode_IsToldWhichItIs()
    {
        Uri[] nodes = await NodesAsync();
        await using WebSocketText grace = await WebSocketText.OpenAsync(nodes[1]);

        Assert.Equal($"42[\"welcome\",\"{NameOf(nodes[1])}\"]", await ReceiveAsync(grace, "42"));
    }

    private static async Task<WebSocketText> OpenAsync(Uri node)
    {
        WebSocketText socket = await WebSocketText.OpenAsync(node);
        await ReceiveAsync(socket, "42[\"changed\"");
        return socket;
    }

    private static Task<string> ReceiveAsync(WebSocketText socket, string start) =>
        socket.ReceiveAsync(start).WaitAsync(_bound, TestContext.Current.CancellationToken);

    private static string NameOf(Uri node) => node.GetLeftPart(UriPartial.Authority);

    private async Task<Uri[]> NodesAsync()
    {
        await Eventually.TrueAsync(() => ListeningLine().Count(sample.Output) == 2, "both nodes to listen");
        return [.. ListeningLine().Matches(sample.Output).Select(match => new Uri(match.Groups["url"].Value))];
    }

    [GeneratedRegex(@"Listening on (?<url>http://\S+)")]
    private static partial Regex ListeningLine();
}
