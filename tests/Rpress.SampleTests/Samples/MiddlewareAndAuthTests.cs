using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed class MiddlewareAndAuthTests(MiddlewareAndAuthFixture sample) : IClassFixture<MiddlewareAndAuthFixture>
{
    [Fact]
    public async Task Me_WithToken_SeesWhatMiddlewareHandedOn()
    {
        string token = await LogInAsync("ada", "lovelace");

        Assert.Equal((200, "user=ada tenant=acme"), await sample.GetAsync("/me", token));
        Assert.Equal((200, "Noted: milk"), await sample.SendAsync(HttpMethod.Post, "/notes", new StringContent("milk"), token));
    }

    [Fact]
    public async Task Me_WithoutToken_IsChallenged()
    {
        using HttpResponseMessage response = await sample.Client.GetAsync("/me", TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(401, (await sample.GetAsync("/me", "wrong")).Status);
    }

    [Fact]
    public async Task Dashboard_ByRole_IsOpenOrForbidden()
    {
        Assert.Equal((200, "Admin area"), await sample.GetAsync("/admin/dashboard", await LogInAsync("grace", "hopper")));
        Assert.Equal((403, "Administrators only."), await sample.GetAsync("/admin/dashboard", await LogInAsync("ada", "lovelace")));
        Assert.Equal(401, (await sample.GetAsync("/admin/dashboard")).Status);
    }

    [Theory]
    [InlineData("ada", "hopper")]
    [InlineData("nobody", "lovelace")]
    public async Task Login_WithWrongPair_Is401(string name, string password) =>
        Assert.Equal(401, (await sample.PostJsonAsync("/login", Pair(name, password))).Status);

    [Fact]
    public async Task Login_OverGroupLimit_Is413() =>
        Assert.Equal(413, (await sample.PostJsonAsync("/login", new string(' ', 1025))).Status);

    [Fact]
    public async Task GlobalMiddleware_WithoutRoute_StillRuns()
    {
        using HttpResponseMessage response = await sample.Client.GetAsync("/not-there", TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("Rpress", response.Headers.GetValues("X-Powered-By").Single());
        await Eventually.TrueAsync(() => sample.Output.Contains("GET /not-there 404", StringComparison.Ordinal), "the request is logged");
    }

    private static string Pair(string name, string password) => $$"""{"name":"{{name}}","password":"{{password}}"}""";

    private async Task<string> LogInAsync(string name, string password)
    {
        (int status, string body) = await sample.PostJsonAsync("/login", Pair(name, password));
        Assert.Equal(200, status);
        return JsonDocument.Parse(body).RootElement.GetProperty("token").GetString()!;
    }
}
