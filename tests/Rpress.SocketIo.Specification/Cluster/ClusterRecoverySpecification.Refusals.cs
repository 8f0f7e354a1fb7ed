using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>When a client that comes back is another one than it was.</content>
public abstract partial class ClusterRecoverySpecification
{
    [Fact]
    public async Task Session_OfAnUnknownId_IsANewOne()
    {
        LostClient lost = await LoseAsync();

        await AssertNewAsync(Second, lost with { Pid = "aPrivateIdOfNobody00" });
    }

    [Theory]
    [InlineData("0-1")] // nothing was sent then
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("$")]
    [InlineData("no offset")]
    [InlineData("1-2-3")]
    [InlineData("-1-1")]
    [InlineData("99999999999999999999999-0")]
    public async Task Session_FromAnUnknownOffset_IsANewOne(string offset)
    {
        LostClient lost = await LoseAsync();

        await AssertNewAsync(Second, lost with { Offset = offset });
    }

    [Fact]
    public async Task Session_OfAClientThatLeft_IsNotKept()
    {
        (SocketIoWire client, LostClient lost) = await JoinAsync();
        await client.SendAsync("41");
        await GoneAsync(lost);

        await AssertNewAsync(Second, lost);
    }

    [Fact]
    public async Task Session_OfAClientThatWasSentAway_IsNotKept()
    {
        (SocketIoWire client, LostClient lost) = await JoinAsync();
        await Second.DisconnectSocketsAsync(ClusterTarget.To(lost.Id), close: true);
        await client.ReadToEndAsync();

        await AssertNewAsync(Second, lost);
    }

    [Fact]
    public async Task Session_OfAClientThatIsGone_IsKeptAsLongAsWasSaid()
    {
        LostClient lost = await LoseAsync();

        TimeSpan? kept = await GetSessionTimeAsync(lost.Pid);

        Assert.InRange(kept!.Value, _ample / 2, _ample);
    }

    [Fact]
    public async Task Session_ThatHasExpired_IsANewOne()
    {
        await RestartAsync(TimeSpan.FromMilliseconds(500));
        (SocketIoWire client, LostClient lost) = await JoinAsync();
        await client.DisposeAsync();
        await GoneAsync(lost);
        await Eventually.TrueAsync(async () => await GetSessionTimeAsync(lost.Pid) is null, "the session to expire");

        await AssertNewAsync(Second, lost);
    }
}
