// A site of static files: a page with style, script and image, a directory to look around in, and a page that routes in the browser.
//
//   dotnet run --project samples/StaticFiles        then open http://localhost:3000
//   curl -i localhost:3000/style.css -H 'Accept-Encoding: br'                     style.css.br, which lies beside it
//   curl -i localhost:3000/script.js -H 'Accept-Encoding: gzip'                   compressed once, then kept in memory
//   curl -i localhost:3000/downloads/reports/tides.csv -H 'Range: bytes=0-15'     206, a part
using Rpress;

var app = new RpressApp(new RpressOptions { Compression = true, SecurityHeaders = RpressSecurityHeaders.Recommended });

// The page and what belongs to it. Browsers ask each time whether it has changed, and mostly get a 304.
app.ServeStatic("/", "public", new StaticFilesOptions { CacheControl = "no-cache" });

// A directory without an index file, to look around in.
app.ServeStatic("/downloads", "downloads", new StaticFilesOptions
{
    Listing = true,
    CacheControl = "public, max-age=3600",
    ContentTypes = { [".log"] = "text/plain; charset=utf-8" },
});

// A page that routes in the browser: /app/harbour is none of its files, so it gets the page.
app.ServeStatic("/app", "app", new StaticFilesOptions { SpaFallback = "index.html" });

// Routes go first, and middleware covers files as it covers routes.
var routes = new RpressRoutes();
routes.Get("/api/time", request => DateTimeOffset.UtcNow.ToString("O"));
app.AddRouteGroup(routes);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
