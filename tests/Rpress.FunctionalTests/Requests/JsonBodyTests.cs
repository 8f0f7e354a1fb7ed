using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed partial class JsonBodyTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_ByReflectionAndByMetadata_IsRead(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var path in new[] { "/reflection", "/metadata" })
        {
            var reply = await server.PostAsync(path, RequestBodies.Json("""{"name":"Ādams","age":36}"""));
            Assert.Equal("User { Name = Ādams, Age = 36 }", reply.Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_Malformed_Is400TellingWhere(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (json, place) in new[]
        {
            ("{\"name\":\"a\",\n \"age\":x}", "line 2, byte 8"), ("{\"age\":\"old\"}", "$.age"), ("{\"name\":\"a\"", "line 1"), ("{} {}", "line 1"), ("[]", "line 1"),
        })
        {
            var reply = await server.PostAsync("/reflection", RequestBodies.Json(json));
            Assert.Equal((json, 400), (json, reply.Status));
            Assert.Contains(place, reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(User), reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", reply.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_NullOrEmptyOrTwiceNamed_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var ofNull = await server.PostAsync("/reflection", RequestBodies.Json("null"));
        var ofNothing = await server.PostAsync("/reflection", RequestBodies.Json(""));
        var twice = await server.PostAsync("/reflection", RequestBodies.Json("""{"age":1,"age":2}"""));
        var twiceInOtherCase = await server.PostAsync("/reflection", RequestBodies.Json("""{"age":1,"AGE":2}"""));

        Assert.Equal((400, "The body is the JSON value null, where a value was expected."), (ofNull.Status, ofNull.Text));
        Assert.Equal((400, "The body is empty, where JSON was expected."), (ofNothing.Status, ofNothing.Text));
        Assert.Equal(400, twice.Status);
        Assert.Equal(400, twiceInOtherCase.Status);
        Assert.Equal(400, (await server.PostAsync("/node", RequestBodies.Json("""{"a":{"b":1,"b":2}}"""))).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_TooDeepOrNoUtf8_Is400(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req => (await req.Body.ReadJsonAsync<JsonElement>()).ValueKind.ToString())), protocol);

        Assert.Equal("Array", (await server.PostAsync("/", RequestBodies.Json(new string('[', 64) + new string(']', 64)))).Text);
        Assert.Equal(400, (await server.PostAsync("/", RequestBodies.Json(new string('[', 65) + new string(']', 65)))).Status);
        Assert.Equal(400, (await server.PostAsync("/", RequestBodies.Typed([(byte)'"', 0xFF, (byte)'"'], "application/json"))).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_OfAnotherContentType_Is415(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json; charset=utf-16", "nonsense" })
        {
            Assert.Equal((type, 415), (type, (await server.PostAsync("/reflection", RequestBodies.Typed("{}", type))).Status));
        }

        foreach (var type in new[] { "application/json", "APPLICATION/JSON; charset=UTF-8", "application/vnd.api+json", "text/json", null })
        {
            Assert.Equal((type, 200), (type, (await server.PostAsync("/reflection", RequestBodies.Typed("{}", type))).Status));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Json_WithByteOrderMark_IsRead(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        byte[] body = [.. Encoding.UTF8.Preamble, .. "{\"age\":1}"u8];
        Assert.Equal("User { Name = , Age = 1 }", (await server.PostAsync("/metadata", RequestBodies.Typed(body, "application/json"))).Text);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(routes => routes
            .Post("/node", async request => (await request.Body.ReadJsonAsync<System.Text.Json.Nodes.JsonObject>()).ToJsonString())
            .Post("/reflection", async req => (await req.Body.ReadJsonAsync<User>()).ToString())
            .Post("/metadata", async req => (await req.Body.ReadJsonAsync(UserContext.Default.User)).ToString())),
        protocol);

    internal sealed record User(string? Name, int Age);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(User))]
    internal sealed partial class UserContext : JsonSerializerContext;
}
