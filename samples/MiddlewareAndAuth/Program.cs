// Middleware around everything, around one group, and what it hands on to handlers.
//
//   dotnet run --project samples/MiddlewareAndAuth
//   curl -i localhost:3000/me
//   curl localhost:3000/login -H 'Content-Type: application/json' -d '{"name":"ada","password":"lovelace"}'
//   curl localhost:3000/me -H 'Authorization: Bearer <the token>'
using System.Net;
using MiddlewareSample;
using Rpress;

var accounts = new Accounts();
var app = new RpressApp(new RpressOptions { Json = SampleJson.Default.Options });

// Around every request, also those that no route matches: the first one added is outermost.
app.Use(async (request, next) =>
{
    long started = TimeProvider.System.GetTimestamp();
    ResponsePayload response = await next(request);
    TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
    Console.WriteLine($"{request.Method} {request.Path} {response.Status} {elapsed.TotalMilliseconds:0.0} ms");
    return response;
});

// A middleware changes a response by returning another one.
app.Use(async (request, next) => (await next(request)).WithHeader("X-Powered-By", "Rpress"));

// Open to all. A small limit suits a route that anybody may call: a larger body is answered with 413.
var open = new RpressRoutes { MaxBodySize = 1024 };
open.Get("/", request => "Log in with POST /login, then ask for /me.");
open.Post("/login", async request =>
{
    Login login = await request.Body.ReadJsonAsync<Login>();
    return accounts.LogIn(login) is { } token
        ? ResponsePayload.Json(token).WithHeader("Cache-Control", "no-store")
        : ResponsePayload.Error(HttpStatusCode.Unauthorized, "The name or the password is wrong.");
});
app.AddRouteGroup(open);

// A middleware is a delegate, so groups can share it. This one refuses, or hands on who calls.
RpressMiddleware requireLogin = (request, next) =>
{
    string? header = request.Headers["Authorization"];
    Caller? caller = header?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true
        ? accounts.Find(header["Bearer ".Length..])
        : null;
    if (caller is null)
    {
        return new(ResponsePayload.Error(HttpStatusCode.Unauthorized, "A valid token is required.").WithHeader("WWW-Authenticate", "Bearer"));
    }

    // extensions: text by name, anything else by its type
    request.Extensions["tenant"] = "acme";
    request.Extensions.Set(caller);
    return next(request);
};

// For those who are logged in: a group's middleware runs around each of its handlers.
var members = new RpressRoutes();
members.Use(requireLogin);
members.Get("/me", request => $"user={request.Extensions.Get<Caller>()!.Name} tenant={request.Extensions["tenant"]}");
members.Post("/notes", async request => $"Noted: {await request.Body.ReadTextAsync()}");
app.AddRouteGroup(members);

// For administrators: a refusal may be thrown as well as returned.
var admins = new RpressRoutes();
admins.Use(requireLogin);
admins.Use((request, next) => request.Extensions.Get<Caller>() is { IsAdmin: true }
    ? next(request)
    : throw new RpressException(HttpStatusCode.Forbidden, "Administrators only."));
admins.Get("/dashboard", request => "Admin area");
app.AddRouteGroup("/admin", admins);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
