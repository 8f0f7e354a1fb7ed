using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>What our servers promise clients that come back to them beyond <see cref="ClusterRecoverySpecification"/>, and Node's do not.</summary>
public abstract class SeamlessRecoverySpecification : ClusterRecoverySpecification
{
    [Fact]
    public async Task MissedPackets_ThatWereVolatile_AreNotRepeated()
    {
        LostClient lost = await LoseAsync();

        await First.EmitAsync(new() { IsVolatile = true }, "volatile");
        await Second.EmitAsync(ClusterTarget.To(lost.Id) with { IsVolatile = true }, "volatile");
        await First.EmitAsync(ClusterTarget.Everyone, "missed");
        ReturnedClient returned = await ComeBackAsync(Second, lost);

        await AssertRecoveredAsync(Second, lost, returned, """42["missed"]""");
    }

    [Fact]
    public async Task Packets_SentWhileAClientComesBack_ArriveOnceAndInOrder()
    {
        const int Clients = 10; // one may be lucky
        for (int client = 0; client < Clients; client++)
        {
            LostClient lost = await LoseAsync();
            using var back = new CancellationTokenSource();
            Task<int> sending = SendUntilAsync(back.Token);

            ReturnedClient returned = await ReturnAsync(Second, lost);
            await back.CancelAsync();
            int sent = await sending;

            await First.EmitAsync(ClusterTarget.To(lost.Id), "end");
            string[] received = [.. returned.Missed, .. await returned.ReadUntilAsync("""42["end"]""")];
            Assert.Equal(Enumerable.Range(0, sent).Select(n => $"42[\"n\",{n}]"), received);
        }
    }

    [Fact]
    public async Task Client_WhoseLossNoServerHasSeen_TakesItsPlaceItself()
    {
        LostClient lost = await LoseAsync("a");
        ReturnedClient returned = await ComeBackAsync(Second, lost);

        ReturnedClient again = await ComeBackAsync(First, lost);

        await AssertRecoveredAsync(First, lost, again);
        await returned.Wire.ReadToEndAsync();
        await Eventually.TrueAsync(
            async () => (await First.FetchSocketsAsync(ClusterTarget.To(lost.Id))).Count == 1, "one socket to have the id");
        await Second.EmitAsync(ClusterTarget.To("a"), "still there");
        Assert.Empty(await again.ReadUntilAsync("""42["still there"]"""));
    }

    private async Task<int> SendUntilAsync(CancellationToken end)
    {
        int sent = 0;
        for (; !end.IsCancellationRequested; sent++)
        {
            await First.EmitAsync(ClusterTarget.Everyone, "n", sent);
        }

        return sent;
    }
}
