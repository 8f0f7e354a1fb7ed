namespace Rpress.Tests.Middleware.Health;

public sealed class RpressHealthTests
{
    [Theory]
    [InlineData("/livez", "/readyz", 0)]
    [InlineData("/", "/health/ready", 0)]
    [InlineData("livez", "/readyz", 1)]
    [InlineData("/livez", "", 1)]
    [InlineData("/a/../livez", "/readyz?x", 2)]
    [InlineData("/health", "/health", 1)]
    public void Validate_OfPaths_FindsWhatIsWrong(string live, string ready, int expected)
    {
        var errors = new List<string>();

        new RpressHealth { LivePath = live, ReadyPath = ready }.Validate(errors);

        Assert.Equal(expected, errors.Count);
        Assert.All(errors, error => Assert.StartsWith("Health.", error, StringComparison.Ordinal));
    }
}
