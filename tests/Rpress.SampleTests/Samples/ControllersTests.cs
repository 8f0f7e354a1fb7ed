using System.Text.Json;

namespace Rpress.SampleTests.Samples;

/// <summary>The controllers of the sample Routes, on their real database.</summary>
public sealed class ControllersTests(RoutesFixture sample) : IClassFixture<RoutesFixture>
{
    [Fact]
    public async Task User_Created_CanBeReadListedAndDeleted()
    {
        string path = await CreateUserAsync("read@example.com");

        Assert.Contains("read@example.com", (await sample.GetAsync(path)).Body);
        Assert.Contains("read@example.com", (await sample.GetAsync("/users")).Body);
        Assert.Equal((204, ""), await sample.SendAsync(HttpMethod.Delete, path));
        Assert.Equal(404, (await sample.GetAsync(path)).Status);
    }

    [Fact]
    public async Task User_WithEmailOfAnother_IsConflict()
    {
        await CreateUserAsync("taken@example.com");

        Assert.Equal(
            (409, "taken@example.com is taken"),
            await sample.PostJsonAsync("/users", """{"name":"Eve","email":"taken@example.com"}"""));
    }

    [Theory]
    [InlineData("""{"name":"Ada"}""", 400)]
    [InlineData("""{"name":null,"email":"a@b"}""", 400)]
    [InlineData("""{"name":"Ada","email":"nowhere"}""", 422)]
    [InlineData("{", 400)]
    public async Task User_FromBadJson_IsRefused(string json, int status) =>
        Assert.Equal(status, (await sample.PostJsonAsync("/users", json)).Status);

    [Fact]
    public async Task User_BodyOverGroupLimit_Is413() =>
        Assert.Equal(413, (await sample.PostJsonAsync("/users", new string(' ', 8 * 1024 + 1))).Status);

    [Theory]
    [InlineData("/users/999999", 404, "User 999999 not found")]
    [InlineData("/users/999999/orders", 404, "User 999999 not found")]
    [InlineData("/users/x", 400, "The path parameter 'id' is not a valid integer.")]
    public async Task User_ThatIsNotThere_IsNamed(string path, int status, string body) =>
        Assert.Equal((status, body), await sample.GetAsync(path));

    [Fact]
    public async Task Name_WithSqlInIt_StaysText()
    {
        (int status, string body) = await sample.PostJsonAsync(
            "/users", """{"name":"x'); DROP TABLE users; --","email":"sql@example.com"}""");

        Assert.Equal(201, status);
        Assert.Equal("x'); DROP TABLE users; --", JsonDocument.Parse(body).RootElement.GetProperty("name").GetString());
        Assert.Equal(200, (await sample.GetAsync("/users")).Status);
    }

    [Fact]
    public async Task Order_OfUser_IsStoredAndListed()
    {
        string path = await CreateUserAsync("orders@example.com") + "/orders";

        Assert.Equal(201, (await sample.PostJsonAsync(path, """{"product":"tea","quantity":2}""")).Status);
        Assert.Equal(422, (await sample.PostJsonAsync(path, """{"product":"tea","quantity":0}""")).Status);
        JsonElement order = Assert.Single(JsonDocument.Parse((await sample.GetAsync(path)).Body).RootElement.EnumerateArray());
        Assert.Equal(("tea", 2), (order.GetProperty("product").GetString(), order.GetProperty("quantity").GetInt32()));
    }

    private async Task<string> CreateUserAsync(string email)
    {
        (int status, string body) = await sample.PostJsonAsync("/users", $$"""{"name":"Ada","email":"{{email}}"}""");
        Assert.Equal(201, status);
        return $"/users/{JsonDocument.Parse(body).RootElement.GetProperty("id").GetInt64()}";
    }
}
