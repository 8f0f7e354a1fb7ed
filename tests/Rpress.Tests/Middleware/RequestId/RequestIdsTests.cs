namespace Rpress.Tests.Middleware.RequestId;

/// <summary>The ids of requests: random UUIDs, however many are made at a time.</summary>
public sealed class RequestIdsTests
{
    [Fact]
    public void Create_ManyOnSeveralThreads_GivesDistinctUuidsOfVersion4()
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).AsParallel().WithDegreeOfParallelism(4).Select(_ => RequestIds.Create())];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
    }

    // every bit but those of version and variant is random: each is set in some and not in others
    [Fact]
    public void Create_Many_VariesInEveryOtherBit()
    {
        UInt128[] ids = [.. Enumerable.Range(0, 200).Select(_ => UInt128.Parse(RequestIds.Create().Replace("-", "", StringComparison.Ordinal), System.Globalization.NumberStyles.HexNumber, null))];

        UInt128 varying = ids.Aggregate(UInt128.Zero, (all, id) => all | (id ^ ids[0]));

        Assert.Equal(~((UInt128.One << 76) * 15 | (UInt128.One << 62) * 3), varying);
    }
}
