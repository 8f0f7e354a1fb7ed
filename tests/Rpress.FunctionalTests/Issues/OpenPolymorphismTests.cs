using System.Text.Json.Serialization;
using Rpress.FunctionalTests.Requests;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>Well-formed JSON that names no type of a polymorphic one was answered 500.</summary>
public sealed class OpenPolymorphismTests
{
    [Fact]
    public async Task Json_WithoutItsDiscriminator_Is400()
    {
        await using var server = await TestServer.StartAsync(TestApps.With(
            routes => routes.Post("/", async req => (await req.Body.ReadJsonAsync<Shape>()).ToString())));

        var reply = await server.PostAsync("/", RequestBodies.Json("{}"));

        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain(nameof(Shape), reply.Text, StringComparison.Ordinal);
    }

    [JsonPolymorphic]
    [JsonDerivedType(typeof(Circle), "circle")]
    internal abstract record Shape;

    internal sealed record Circle : Shape;
}
