namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>What holds for servers that save a session when its connection breaks off, and not before: while a client is there, nobody takes its place.</summary>
public abstract class OneTimeRecoverySpecification : ClusterRecoverySpecification
{
    [Fact]
    public async Task Session_ThatWasTaken_IsGone()
    {
        LostClient lost = await LoseAsync();
        await AssertRecoveredAsync(Second, lost, await ComeBackAsync(Second, lost));

        await AssertNewAsync(First, lost);
    }

    [Fact]
    public async Task Session_ThatIsTakenAtOnceByTwo_IsThatOfOne()
    {
        LostClient lost = await LoseAsync();

        ReturnedClient[] returned = await Task.WhenAll(ReturnAsync(First, lost), ReturnAsync(Second, lost));

        Assert.Single(returned, client => client.Id == lost.Id && client.Pid == lost.Pid);
        Assert.Single(returned, client => client.Id != lost.Id && client.Pid != lost.Pid);
    }
}
