using System.Text.RegularExpressions;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>Answers of many clients.</content>
public abstract partial class ClusterSpecification
{
    private static readonly TimeSpan _brief = TimeSpan.FromSeconds(4); // time enough for those who answer

    [Fact]
    public async Task BroadcastAck_ThatAllClientsGive_IsTheListOfTheirAnswers()
    {
        Task<ClusterAnswers> asking = Node.EmitWithAckAsync(ClusterTarget.Everyone, Ample, "who", 1);
        foreach (int client in All)
        {
            await AnswerAsync(client, """["who",1]""", $"[\"client {client}\",\"ignored\"]");
        }

        await AssertAnswersAsync(asking, "\"client 0\"", "\"client 1\"", "\"client 2\"");
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_ToARoom_AsksItsSocketsAlone()
    {
        await JoinAsync([1, 2], "room");

        Task<ClusterAnswers> asking = Node.EmitWithAckAsync(ClusterTarget.To("room") with { Except = [Clients[2].Id] }, Ample, "count");
        await AnswerAsync(1, """["count"]""", "[7]");

        await AssertAnswersAsync(asking, "7");
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_WithoutArguments_IsNull()
    {
        Task<ClusterAnswers> asking = Node.EmitWithAckAsync(ClusterTarget.Everyone, Ample, "count");
        foreach (int client in All)
        {
            await AnswerAsync(client, """["count"]""", "[]");
        }

        await AssertAnswersAsync(asking, "null", "null", "null");
    }

    [Fact]
    public async Task BroadcastAck_OfNobody_IsEmpty() =>
        await AssertAnswersAsync(Node.EmitWithAckAsync(ClusterTarget.To("nobody"), Ample, "who"));

    [Fact]
    public async Task BroadcastAck_OfAServerAlone_IsEmptyWithoutClients()
    {
        await CountAloneAsync();

        await AssertAnswersAsync(Node.EmitWithAckAsync(new() { Namespace = "/alone" }, Ample, "who"));
    }

    [Fact]
    public async Task BroadcastAck_InANamespace_AsksItsSocketsAlone()
    {
        await Clients[1].SendAsync("40/admin,");
        Assert.StartsWith("40/admin,", await Clients[1].ReadAsync(), StringComparison.Ordinal);

        Task<ClusterAnswers> asking = Node.EmitWithAckAsync(new() { Namespace = "/admin" }, Ample, "who");
        string packet = await Clients[1].ReadAsync();
        Assert.EndsWith("""["who"]""", packet, StringComparison.Ordinal);
        await Clients[1].SendAsync($"43/admin,{Regex.Match(packet, "^42/admin,([0-9]+)").Groups[1].Value}[1]");

        await AssertAnswersAsync(asking, "1");
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_ThatOneClientDoesNotGive_FailsWithTheAnswersOfTheOthers()
    {
        Task<ClusterAnswers> asking = Node.EmitWithAckAsync(ClusterTarget.Everyone, _brief, "who");
        await AnswerAsync(0, """["who"]""", """["a"]""");
        await AnswerAsync(1, """["who"]""", """["b"]""");
        string id = IdOf(await Clients[2].ReadAsync());

        ClusterAnswers answers = await asking;

        Assert.Equal("operation has timed out", answers.Error);
        Assert.Equal(["\"a\"", "\"b\""], answers.Answers.Order(StringComparer.Ordinal));
        await Clients[2].SendAsync($"43{id}[\"late\"]");
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_WithBinary_ArrivesAsBinary()
    {
        Task<ClusterAnswers> asking = Node.EmitWithAckAsync(ClusterTarget.Everyone, Ample, "data", new byte[] { 7 });
        foreach (int client in All)
        {
            string packet = await Clients[client].ReadAsync();
            Assert.Equal("bBw==", await Clients[client].ReadAsync());
            string id = Regex.Match(packet, """^451-([0-9]+)\["data",\{"_placeholder":true,"num":0\}\]$""").Groups[1].Value;
            await Clients[client].SendAsync($$"""461-{{id}}[{"_placeholder":true,"num":0}]""");
            await Clients[client].SendBinaryAsync((byte)client, 9);
        }

        await AssertAnswersAsync(asking, """{"$bin":"AAk="}""", """{"$bin":"AQk="}""", """{"$bin":"Agk="}""");
    }

    [Fact]
    public async Task BroadcastAck_OfAnySocket_IsItsAnswerAlone()
    {
        foreach (int client in All)
        {
            Task<string> asking = Node.AskSocketAsync(Clients[client].Id, Ample, "who", "x");
            await AnswerAsync(client, """["who","x"]""", """[{"a":[1,null]}]""");

            Assert.Equal("""{"a":[1,null]}""", await asking);
        }
    }

    [Fact]
    public async Task BroadcastAcks_AskedAtOnce_AreNotMixedUp()
    {
        Task<ClusterAnswers>[] asking = [.. Enumerable.Range(0, 20).Select(n => Node.EmitWithAckAsync(ClusterTarget.Everyone, Ample, "n", n))];
        foreach (int client in All)
        {
            foreach (string packet in await Clients[client].ReadAsync(asking.Length))
            {
                await Clients[client].SendAsync($"43{IdOf(packet)}[{Regex.Match(packet, "([0-9]+)\\]$").Groups[1].Value}]");
            }
        }

        for (int n = 0; n < asking.Length; n++)
        {
            await AssertAnswersAsync(asking[n], $"{n}", $"{n}", $"{n}");
        }
    }

    private static async Task AssertAnswersAsync(Task<ClusterAnswers> asking, params string[] expected)
    {
        ClusterAnswers answers = await asking;

        Assert.Null(answers.Error);
        Assert.Equal(expected, answers.Answers.Order(StringComparer.Ordinal));
    }

    private async Task AnswerAsync(int client, string asked, string answer)
    {
        string packet = await Clients[client].ReadAsync();
        string id = IdOf(packet);
        Assert.Equal($"42{id}{asked}", packet);
        await Clients[client].SendAsync($"43{id}{answer}");
    }

    private static string IdOf(string packet) => Regex.Match(packet, "^42([0-9]+)\\[").Groups[1].Value;
}
