// A limit for everybody, more of them for groups of routes, and health for whoever routes requests to this server.
//
//   dotnet run --project samples/RateLimiting
//   curl -i localhost:3000/
//   for i in 1 2 3 4 5 6; do curl -i -X POST localhost:3000/login/ada; done
//   curl -i localhost:3000/readyz
//   curl -X POST localhost:3000/store/down        then ask for /readyz again
//
// dotnet run --project samples/RateLimiting -- shared     counts in a store that several servers could share
using RateLimitingSample;
using Rpress;

var store = new CounterStore();
var app = new RpressApp(new RpressOptions
{
    // of each client 100 requests in any minute, whatever they ask for
    RateLimit = new RateLimit(100, TimeSpan.FromMinutes(1)),

    // in memory by default
    RateLimiter = args.Contains("shared") ? new SharedRateLimiter(store, TimeProvider.System) : null,

    // /livez, and /readyz as long as the store answers
    Health = new RpressHealth().ReadyWhen(cancellationToken => store.PingAsync(cancellationToken)),

    // a stop waits until the load balancer has seen that /readyz says no
    DrainDelay = TimeSpan.FromSeconds(1),
});

var open = new RpressRoutes();
open.Get("/", request => "Ask a hundred times.");
open.Post("/store/:state", request => store.IsUp = request.Params["state"] == "up");
app.AddRouteGroup(open);

// A group's limit holds beside the one above. This one counts by account, so that guessing a password
// from many addresses is as slow as from one; that one stops whoever tries many accounts.
var login = new RpressRoutes
{
    RateLimit = new RateLimit(5, TimeSpan.FromMinutes(1)) { Name = "login" }.By(request => request.Params["account"]?.ToLowerInvariant()),
};
login.Post("/login/:account", request => $"Wrong password, {request.Params["account"]}.");
app.AddRouteGroup(login);

// Those who show a key are counted by it, all others by their address. Nobody has checked the key,
// so what bounds a client that makes up a new one each time is the limit of all.
var api = new RpressRoutes
{
    RateLimit = new RateLimit(20, TimeSpan.FromSeconds(10)) { Name = "api" }.By(request => request.Headers["X-Api-Key"]),
};
api.Get("/quote", request => "Simplicity is prerequisite for reliability.");
app.AddRouteGroup("/api", api);

// A page shows hundreds of these: a looser limit has to take the place of the one above.
var thumbnails = new RpressRoutes
{
    RateLimit = new RateLimit(2000, TimeSpan.FromMinutes(1)) { Name = "thumbnails", ReplacesApplicationLimit = true },
};
thumbnails.Get("/thumbnails/:id", request => $"Picture {request.Params["id"]}, small.");
app.AddRouteGroup(thumbnails);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
