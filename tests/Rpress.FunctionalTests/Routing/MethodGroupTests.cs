using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

/// <summary>Method groups of every kind bind as their return type says.</summary>
public sealed class MethodGroupTests
{
    private int _runs;

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task MethodGroup_OfEachReturnType_BindsAsMeant(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/payload", Payload).Get("/payload-task", PayloadTask).Get("/payload-value-task", PayloadValueTask)
                .Get("/text", Text).Get("/text-task", TextTask).Get("/text-value-task", TextValueTask)
                .Get("/json", Json).Get("/json-task", JsonTask)
                .Get("/task", Task_).Get("/value-task", ValueTask_).Get("/void", Void)),
            protocol);

        foreach (var path in new[] { "/payload", "/payload-task", "/payload-value-task", "/text", "/text-task", "/text-value-task" })
        {
            Assert.Equal((200, "yes"), await StatusAndText(server, path));
        }

        Assert.Equal((200, "[1]"), await StatusAndText(server, "/json"));
        Assert.Equal((200, "[1]"), await StatusAndText(server, "/json-task"));
        foreach (var path in new[] { "/task", "/value-task", "/void" })
        {
            Assert.Equal((202, ""), await StatusAndText(server, path));
        }

        Assert.Equal(3, _runs);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task MethodGroup_OnEveryVerb_BindsAsMeant(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Post("/", TextTask).Put("/", JsonTask).Patch("/", PayloadValueTask).Delete("/", Task_)
                .Options("/", Text).Add(":get/", Json).Map("PURGE", "/", ValueTask_)),
            protocol);

        Assert.Equal("yes", (await server.PostAsync("/", null)).Text);
        Assert.Equal("[1]", (await server.SendAsync(HttpMethod.Put, "/")).Text);
        Assert.Equal("yes", (await server.SendAsync(HttpMethod.Patch, "/")).Text);
        Assert.Equal(202, (await server.SendAsync(HttpMethod.Delete, "/")).Status);
        Assert.Equal("yes", (await server.SendAsync(HttpMethod.Options, "/")).Text);
        Assert.Equal("[1]", (await server.GetAsync("/")).Text);
        Assert.Equal(202, (await server.SendAsync(new HttpMethod("PURGE"), "/")).Status);
    }

    private static async Task<(int Status, string Text)> StatusAndText(TestServer server, string path)
    {
        var reply = await server.GetAsync(path);
        return (reply.Status, reply.Text);
    }

    private static ResponsePayload Payload(RequestPayload request) => ResponsePayload.Text("yes");

    private static async Task<ResponsePayload> PayloadTask(RequestPayload request)
    {
        await Task.Yield();
        return ResponsePayload.Text("yes");
    }

    private static ValueTask<ResponsePayload> PayloadValueTask(RequestPayload request) => new(PayloadTask(request));

    private static string Text(RequestPayload request) => "yes";

    private static Task<string> TextTask(RequestPayload request) => Task.FromResult("yes");

    private static ValueTask<string> TextValueTask(RequestPayload request) => new("yes");

    private static int[] Json(RequestPayload request) => [1];

    private static async Task<List<int>> JsonTask(RequestPayload request)
    {
        await Task.Yield();
        return [1];
    }

    private async Task Task_(RequestPayload request)
    {
        await Task.Yield();
        _runs++;
    }

    private async ValueTask ValueTask_(RequestPayload request)
    {
        await Task.Yield();
        _runs++;
    }

    private void Void(RequestPayload request) => _runs++;
}
