namespace Rpress.SocketIo.Specification.Cluster;

/// <content>What servers want of each other.</content>
public abstract partial class ClusterSpecification
{
    [Fact]
    public async Task ServerSideEvent_ToTheOthers_DoesNotComeBack()
    {
        await ListenAsync("/", "hello");

        await Node.ServerSideEmitAsync("/", "hello", "from the first");
        Assert.Equal("""/ ["hello","from the first"]""", await Nodes[1].ReadServerSideEventAsync());
        await Nodes[1].ServerSideEmitAsync("/", "hello", "from the second");

        // the first server has read its own by now
        Assert.Equal("""/ ["hello","from the second"]""", await Node.ReadServerSideEventAsync());
    }

    [Fact]
    public async Task ServerSideAck_ThatAllServersGive_IsTheListOfTheirAnswers()
    {
        for (int number = 0; number < Count; number++)
        {
            await Nodes[number].ListenAsync("/", "who", new { number, text = "é 😀" });
        }

        ClusterAnswers answers = await Node.ServerSideEmitWithAckAsync("/", "who", "x", 1);

        Assert.Null(answers.Error);
        Assert.Equal(["""{"number":1,"text":"é 😀"}""", """{"number":2,"text":"é 😀"}"""], answers.Answers.Order(StringComparer.Ordinal));
        Assert.Equal("""/ ["who","x",1]""", await Nodes[1].ReadServerSideEventAsync());
        Assert.Equal("""/ ["who","x",1]""", await Nodes[2].ReadServerSideEventAsync());
    }

    [Fact]
    public async Task ServerSideAck_InANamespace_IsGivenThere()
    {
        await Nodes[1].ListenAsync("/admin", "who", 1);
        await Nodes[2].ListenAsync("/admin", "who", 2);

        ClusterAnswers answers = await Node.ServerSideEmitWithAckAsync("/admin", "who");

        Assert.Null(answers.Error);
        Assert.Equal(["1", "2"], answers.Answers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ServerSideAck_ThatAServerDoesNotGive_FailsWithTheOthersAnswers()
    {
        await RestartAsync(_brief);
        await Nodes[1].ListenAsync("/", "who", "one");
        await Nodes[2].ListenAsync("/", "who");

        ClusterAnswers answers = await Node.ServerSideEmitWithAckAsync("/", "who");

        Assert.Equal("timeout reached: only 1 responses received out of 2", answers.Error);
        Assert.Equal("\"one\"", Assert.Single(answers.Answers));
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task ServerSideAck_OfAServerAlone_IsEmpty()
    {
        await CountAloneAsync();

        ClusterAnswers answers = await Node.ServerSideEmitWithAckAsync("/alone", "who");

        Assert.Null(answers.Error);
        Assert.Empty(answers.Answers);
    }
}
