namespace Rpress.Tests.Middleware.RateLimiting;

public sealed class RateLimitTests
{
    public static TheoryData<int, TimeSpan, string?, bool> Settings => new()
    {
        { 100, TimeSpan.FromMinutes(1), null, true },
        { 1, TimeSpan.FromMilliseconds(10), "a", true },
        { int.MaxValue, TimeSpan.FromDays(1), "Api-2_x.y", true },
        { 0, TimeSpan.FromMinutes(1), null, false },
        { -1, TimeSpan.FromMinutes(1), null, false },
        { 1, TimeSpan.FromMilliseconds(10) - TimeSpan.FromTicks(1), null, false },
        { 1, TimeSpan.FromMinutes(1), "", false },
        { 1, TimeSpan.FromMinutes(1), "a\"b", false },
        { 1, TimeSpan.FromMinutes(1), "ä", false },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Validate_OfSettings_FindsWhatIsWrong(int limit, TimeSpan window, string? name, bool isValid)
    {
        var errors = new List<string>();

        new RateLimit(limit, window) { Name = name }.Validate("Mine", isOfGroup: false, errors);

        Assert.Equal(isValid, errors.Count == 0);
        Assert.All(errors, error => Assert.StartsWith("Mine.", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Validate_ReplacingTheApplications_IsForGroups(bool isOfGroup, int expected)
    {
        var errors = new List<string>();

        new RateLimit { ReplacesApplicationLimit = true }.Validate("Mine", isOfGroup, errors);

        Assert.Equal(expected, errors.Count);
        Assert.All(errors, error => Assert.StartsWith("Mine.ReplacesApplicationLimit", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    [InlineData(TimeSpan.TicksPerSecond, 1)]
    [InlineData(TimeSpan.TicksPerSecond + 1, 2)]
    [InlineData(long.MaxValue, 922_337_203_686)]
    public void Seconds_OfATime_AreRoundedUp(long ticks, long expected) => Assert.Equal(expected, RateLimitPolicy.Seconds(TimeSpan.FromTicks(ticks)));
}
