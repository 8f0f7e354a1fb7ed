// A page of one origin, and an API of another that says what the page may do.
//
//   dotnet run --project samples/Cors
//   open http://localhost:3000 in a browser: the page lists what each call came to
//   curl -i localhost:3001/orders -H 'Origin: http://localhost:3000'
//   curl -i localhost:3001/orders/1 -X OPTIONS -H 'Origin: http://localhost:3000' -H 'Access-Control-Request-Method: PUT'
using CorsSample;
using Rpress;

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
var apiPort = Environment.GetEnvironmentVariable("API_PORT") ?? (port == "0" ? "0" : "3001");
var apiUrl = "";

// The page's server: security headers on every response, errors too.
await using var pages = new RpressApp(new RpressOptions { SecurityHeaders = RpressSecurityHeaders.Recommended });
var site = new RpressRoutes();

// A handler's own value wins: this page's script may connect to the API as well.
site.Get("/", request => ResponsePayload.Html(Page.Html(apiUrl))
    .WithHeader("Content-Security-Policy", $"default-src 'self'; connect-src {apiUrl}"));
site.Get("/page.js", request => ResponsePayload.Text(Page.Script).WithContentType("text/javascript"));
pages.AddRouteGroup(site).AddEndpoint($"localhost:{port}");
await pages.StartAsync();
var pageOrigin = pages.Endpoints[0].Url;

// The API: pages of these origins may call it with cookies, and may read one header beside the usual ones.
var api = new RpressApp(new RpressOptions
{
    Cors = new RpressCors
    {
        Origins = [pageOrigin],
        Methods = ["GET", "POST", "PUT"],
        Headers = ["Content-Type"],
        ExposeHeaders = ["X-Total-Count"],
        AllowCredentials = true,
        MaxAge = TimeSpan.FromHours(1),
    },
});

var orders = new RpressRoutes();
orders.Get("/orders", request => ResponsePayload.Text("bread, milk").WithHeader("X-Total-Count", "2"));
orders.Put("/orders/:id", request => $"Order {request.Params["id"]} is changed.");
orders.Delete("/orders/:id", request => $"Order {request.Params["id"]} is gone.");
orders.Post("/login", request => ResponsePayload.Text("Welcome.").WithCookie(new RpressCookie("user", "ada")));
orders.Get("/me", request => request.Cookies["user"] ?? "nobody");
api.AddRouteGroup(orders);

// For every page there is, so without cookies; one answer for all, which every cache may keep.
var prices = new RpressRoutes { Cors = new RpressCors { Origins = ["*"], Methods = ["GET"] } };
prices.Get("/prices", request => "bread 4, milk 1");
api.AddRouteGroup(prices);

// For pages of the shops: one label before shops.example, and the names that they have registered.
HashSet<string> registered = ["https://bakery.example"];
var stock = new RpressRoutes
{
    Cors = new RpressCors { Origins = ["https://*.shops.example"] }.AllowOriginsWhere(registered.Contains),
};
stock.Get("/stock", request => "12 loaves");
api.AddRouteGroup(stock);

// For no page of another origin.
var metrics = new RpressRoutes { Cors = new RpressCors { Origins = [] } };
metrics.Get("/metrics", request => "requests 1");
api.AddRouteGroup(metrics);

await api.ListenAsync($"localhost:{apiPort}", endpoints =>
{
    apiUrl = endpoints[0].Url;
    Console.WriteLine($"Open {pageOrigin}/ in a browser.");
});
