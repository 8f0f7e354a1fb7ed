// The server of the load scenarios; bench/README.md says what each route answers and which variables set it up.
using Rpress;
using Rpress.LoadServer;

var routes = new RpressRoutes();
routes.Get("/health", _ => "ok");
routes.Get("/api/json", _ => ResponsePayload.Json(Answer.Create()));
routes.Post("/api/echo", async request => ResponsePayload.Text(await request.Body.ReadTextAsync()));
routes.Get("/api/large", _ => ResponsePayload.Text(LargeText.Create()));
routes.Get("/api/heavy", _ => ResponsePayload.Json(Heavy.Create()));
routes.Post("/upload", async request => $"{await LoadStreams.CountAsync(request.Body.AsStream())}");
routes.Get("/download/:bytes", request =>
{
    long count = request.Params.Get<long>("bytes");
    return ResponsePayload.Stream((target, aborted) => LoadStreams.WriteAsync(target, count, aborted));
});
for (int i = 0; i < LoadSettings.FurtherRoutes; i++)
{
    routes.Get($"/further/route{i}", _ => "ok");
}

RpressIo io = LoadSockets.Create();
routes.Get("/memory", _ => MemoryUse.Measure(io));

// a group of its own: no other route has the middleware
var wrapped = new RpressRoutes();
wrapped.Use((request, next) => next(request));
wrapped.Get("/text", _ => "Hello, World!");

using AllocationListing? listing = LoadSettings.ListsAllocations ? new() : null;
if (listing is not null)
{
    routes.Get("/allocations", async request => ResponsePayload.Json(
        await listing.RestartAsync(request.Query.Get("byType", false)), AllocationJson.Default.AllocationReport));
}

var app = new RpressApp(LoadSettings.Options);
app.AddRouteGroup(routes);
app.AddRouteGroup(wrapped);
app.AttachSocketIo(io);
app.ServeStatic("/assets", Path.Combine(AppContext.BaseDirectory, "assets"));
string address = $"127.0.0.1:{LoadSettings.Port}";
Task running = LoadSettings.Tls is { } tls ? app.ListenTlsAsync(address, tls, PrintReady) : app.ListenAsync(address, PrintReady);
await running;

void PrintReady(IReadOnlyList<RpressEndpoint> endpoints) => Console.WriteLine($"ready {endpoints[0].Url}");
