using System.Net.ServerSentEvents;

namespace Rpress.AotCheck;

/// <summary>An application that takes each road on which types are looked up at run time.</summary>
internal static class App
{
    public static RpressApp Create(RpressOptions options, string files)
    {
        options.Json = AotJson.Default.Options;
        var app = new RpressApp(options);
        app.Use(async (request, next) => (await next(request)).WithHeader("X-Seen", "1"));

        var routes = new RpressRoutes();
        routes.Get("/text/:name", request => $"Hello, {request.Params["name"]}!");
        routes.Get("/items/:id", request => new Item(request.Params.Get<int>("id"), "tea", ["hot"]));
        routes.Get("/items", async request =>
        {
            await Task.Yield();
            return new List<Item> { new(1, "tea", []) };
        });
        routes.Post("/items", async request =>
        {
            Item item = await request.Body.ReadJsonAsync<Item>();
            return ResponsePayload.Json(item with { Name = item.Name.ToUpperInvariant() }).WithStatus(201);
        });
        routes.Get("/primitives", request => new Dictionary<string, string> { ["a"] = "b" });
        routes.Get("/query", request => request.Query.Get<Guid>("id"));
        routes.Post("/form", async request => (await request.Body.ReadFormAsync()).Get<decimal>("amount"));
        routes.Post("/multipart", async request => (await request.Body.ReadFormAsync()).Files.Sum(file => file.Bytes.Length));
        routes.Get("/events", request => ResponsePayload.Events(Events()));
        routes.Get("/refused", request => throw new RpressException(409, "Refused."));
        routes.Get("/failed", request => throw new InvalidOperationException("a secret"));
        routes.Get("/unknown-type", request => ResponsePayload.Json(new Uri("http://localhost/")));
        routes.Get("/large", request => new string('x', 5000));
        routes.Post("/length", async request => (await request.Body.ReadTextAsync()).Length);
        app.AddRouteGroup(routes);
        app.ServeStatic("/files", files);
        app.AttachSocketIo(Sockets.Create());
        return app.AddEndpoint("127.0.0.1:0");
    }

    private static async IAsyncEnumerable<SseItem<Item>> Events()
    {
        yield return new SseItem<Item>(new Item(7, "event", []), "item");
        await Task.Yield();
    }
}
