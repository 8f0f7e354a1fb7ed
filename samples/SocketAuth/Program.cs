// Who may connect, who may join which namespace, and what the server knows of them from then on.
//
//   dotnet run --project samples/SocketAuth
//   open http://localhost:3000 and try the buttons; ada's password is lovelace, grace's is hopper, and grace is an administrator
using System.Net;
using Rpress;
using SocketAuthSample;

var accounts = new Accounts();

// Before there is a connection: every handshake, whatever namespaces are joined later. The query is what a browser can always set.
var engine = new EioConfig
{
    AllowRequest = request => request.Query.Get("version", fallback: 2) >= 2
        ? new(true)
        : throw new RpressException(HttpStatusCode.Forbidden, "This page is too old: reload it."),
};

var io = new RpressIo(engine);

// The main namespace: what the client gives as auth, here a token. The claims are the socket's from then on.
io.UseAuth(auth => accounts.Find(auth.Get<string>("token")) is { } user
    ? AuthResult.Accept(user)
    : AuthResult.Reject("Log in first.", new Refusal("login_required", "/login")));

io.OnConnection(socket =>
{
    string? name = socket.Auth.Get<string>("name");
    socket.On("whoami", () => $"{name} from {socket.Handshake.Headers.GetValueOrDefault("User-Agent", "an unknown client")}");
    socket.On("notify", (string text) => socket.Auth.As<User>() is { IsAdmin: true }
        ? Publish(text)
        : Task.FromResult("Administrators only."));
});

// Another namespace, with rules of its own: the cookie of the handshake. It may ask a database, so it may be asynchronous.
var admin = io.Of("/admin");
admin.UseAuth(async (auth, handshake) =>
{
    User? user = await accounts.FindAsync(handshake.Cookies["session"]);
    return user is { IsAdmin: true } ? AuthResult.Accept(user)
        : user is null ? AuthResult.Reject("Log in first.", new Refusal("login_required", "/login"))
        : AuthResult.Reject("Administrators only.", new Refusal("forbidden", null));
});
admin.OnConnection(socket => socket.On("online", () => io.Sockets.Count));

// Logging in is plain HTTP: it sets the cookie and returns the token.
var site = new RpressRoutes { MaxBodySize = 1024 };
site.Get("/", request => ResponsePayload.Html(Page.Html));
site.Post("/login", async request => accounts.LogIn(await request.Body.ReadJsonAsync<Login>()) is { } token
    ? ResponsePayload.Json(token)
        .WithHeader("Cache-Control", "no-store")
        .WithCookie(new RpressCookie("session", token.Value) { HttpOnly = true, SameSite = SameSite.Lax, Path = "/" })
    : ResponsePayload.Error(HttpStatusCode.Unauthorized, "The name or the password is wrong."));

// Pages of other origins: browsers let any page open a WebSocket anywhere, with the cookies of that place. So the server looks at Origin:
// without CORS settings only its own pages may connect, with them those that they name. For a page elsewhere:
// new RpressOptions { Cors = new RpressCors { Origins = ["https://app.example.com"], AllowCredentials = true } }
var app = new RpressApp(new RpressOptions { JsonContext = SampleJson.Default });
app.AddRouteGroup(site);
app.AttachSocketIo(io);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");

async Task<string> Publish(string text)
{
    await io.EmitAsync("notification", text);
    return "Sent.";
}
