using Rpress;

var app = new RpressApp();
var routes = new RpressRoutes();
routes.Get("/", request => "Hello from Rpress!");
routes.Get("/hello/:name", request => ResponsePayload.Text($"Hello, {request.Params["name"]}!"));
app.AddRouteGroup(routes);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
