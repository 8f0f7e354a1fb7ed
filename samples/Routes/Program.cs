// Routes of every kind, and an application put together from groups and controllers.
//
//   dotnet run --project samples/Routes
//   curl localhost:3000/posts/2
//   curl -i localhost:3000/users -H 'Content-Type: application/json' -d '{"name":"Ada","email":"ada@example.com"}'
//   curl localhost:3000/users/1
//
// Set DATABASE to a file to keep the data; without it a temporary file is used.
using Rpress;
using RoutesSample;

// Shared state is made once and handed to constructors; nothing needs a container.
using var database = Database.Open(Environment.GetEnvironmentVariable("DATABASE"));

// The JSON context tells the serializer about our types at compile time, so that the app also runs as native AOT.
var app = new RpressApp(new RpressOptions { Json = SampleJson.Default.Options });

// A pattern is made of literal segments, :name (one segment), :name? (an optional last one) and *name (all the rest).
var routes = new RpressRoutes();
routes.Get("/", request => "Hello, Rpress!");
routes.Get("/hello/:name", request => $"Hello, {request.Params["name"]}!");
routes.Get("/posts/:page?", request => $"Page {request.Params.Get("page", fallback: 1)}");
routes.Get("/files/*path", request => $"The file is '{request.Params["path"]}'.");

// A path may have a route for each method.
routes.Get("/resource", request => ResponsePayload.Text("GET resource"));
routes.Post("/resource", request => ResponsePayload.Text("POST resource").WithStatus(201));
routes.Put("/resource/:id", request => $"Replaced {request.Params["id"]}");
routes.Patch("/resource/:id", request => $"Changed {request.Params["id"]}");
routes.Delete("/resource/:id", request => ResponsePayload.Empty());
routes.Head("/ping", request => ResponsePayload.Empty().WithHeader("X-Pong", "1"));
routes.Options("/ping", request => ResponsePayload.Empty().WithHeader("Allow", "HEAD, OPTIONS"));
routes.Map("PURGE", "/cache/*path", request => ResponsePayload.Empty());

// The spelling of rpress works too.
routes.Add(":get/legacy/:id", request => $"Legacy {request.Params["id"]}");
app.AddRouteGroup(routes);

// Groups are plain objects: a function makes them, a prefix moves them.
app.AddRouteGroup("/requests", RequestRoutes.Create());
app.AddRouteGroup("/responses", ResponseRoutes.Create());

// Controllers are plain classes whose methods are handlers.
app.AddRouteGroup(new UserController(database).Routes());
app.AddRouteGroup(new OrderController(database).Routes());

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
