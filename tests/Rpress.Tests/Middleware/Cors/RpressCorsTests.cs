namespace Rpress.Tests.Middleware.Cors;

public sealed class RpressCorsTests
{
    public static TheoryData<string, Action<RpressCors>> Wrong => new()
    {
        { "names no origin", cors => cors.Origins = null },
        { "names no origin", cors => cors.Origins = [] },
        { "Cors.Origins holds 'null'", cors => cors.Origins = ["https://a.example", "null"] },
        { "Cors.Origins holds ''", cors => cors.Origins = [null!] },
        { "Cors.Origins holds 'https://a.example/'", cors => cors.Origins = ["https://a.example/"] },
        { "together with credentials", cors => (cors.Origins, cors.AllowCredentials) = (["*"], true) },
        { "together with credentials", cors => (cors.Origins, cors.AllowCredentials) = (["https://a.example", "*"], true) },
        { "Cors.Methods holds 'A B'", cors => cors.Methods = ["A B"] },
        { "Cors.Methods holds ''", cors => cors.Methods = [null!] },
        { "Cors.Methods holds '*'", cors => (cors.Methods, cors.AllowCredentials) = (["*"], true) },
        { "Cors.Headers holds 'X:'", cors => cors.Headers = ["X:"] },
        { "Cors.Headers holds '*'", cors => (cors.Headers, cors.AllowCredentials) = (["*"], true) },
        { "Cors.ExposeHeaders holds 'a\uFFFD\uFFFDb'", cors => cors.ExposeHeaders = ["a\r\nb"] },
        { "Cors.ExposeHeaders holds '*'", cors => (cors.ExposeHeaders, cors.AllowCredentials) = (["*"], true) },
        { "Cors.MaxAge", cors => cors.MaxAge = TimeSpan.FromSeconds(-1) },
        { "Cors.MaxAge", cors => cors.MaxAge = TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1) },
        { "Cors.MaxAge", cors => cors.MaxAge = TimeSpan.FromSeconds(1.5) },
    };

    public static TheoryData<Action<RpressCors>> Right => new()
    {
        cors => cors.AllowCredentials = true,
        cors => cors.Origins = ["*"],
        cors => (cors.Methods, cors.Headers, cors.ExposeHeaders) = (["*"], ["*"], ["*"]),
        cors => (cors.Methods, cors.Headers, cors.ExposeHeaders) = ([], [], []),
        cors => cors.MaxAge = TimeSpan.Zero,
        cors => cors.MaxAge = TimeSpan.FromDays(1),
        cors => (cors.AllowOriginsWhere(_ => true).Origins, cors.AllowCredentials) = (null, true),
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneMistake_IsTheOneError(string expected, Action<RpressCors> spoil) =>
        Assert.Contains(expected, Assert.Single(Validate(spoil)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_WhatIsAllowed_FindsNothing(Action<RpressCors> change) => Assert.Empty(Validate(change));

    [Fact]
    public void Validate_EveryMistake_IsListed() => Assert.Equal(3, Validate(cors =>
        (cors.Origins, cors.Methods, cors.MaxAge) = (["null"], ["A B"], TimeSpan.FromDays(2))).Count);

    [Fact]
    public async Task Start_WithMistakesInGroups_NamesEachGroup()
    {
        await using var app = new RpressApp().AddEndpoint("127.0.0.1:0")
            .AddRouteGroup(new RpressRoutes { Cors = new() })
            .AddRouteGroup(new RpressRoutes { Cors = new() { Origins = [] } }) // allows none, and says so
            .AddRouteGroup(new RpressRoutes { Cors = new() { Origins = ["*"], AllowCredentials = true } })
            .AddRouteGroup(new RpressRoutes { Cors = new() { Origins = ["https://a.example"], MaxAge = TimeSpan.FromDays(2) } });

        var error = await Assert.ThrowsAsync<RpressConfigurationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Cors of route group 1 names no origin", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("route group 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Cors of route group 3 allows every origin together with credentials", error.Message, StringComparison.Ordinal);
        Assert.Contains("Cors of route group 4.MaxAge is 2 days", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Validate(Action<RpressCors> change)
    {
        var options = new RpressOptions { Cors = new() { Origins = ["https://app.example.com"] } };
        change(options.Cors);
        var errors = new List<string>();
        OptionsValidator.Validate(options, errors);
        return errors;
    }
}
