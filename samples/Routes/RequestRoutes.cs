using Rpress;

namespace RoutesSample;

/// <summary>What a request carries.</summary>
internal static class RequestRoutes
{
    public static RpressRoutes Create()
    {
        var routes = new RpressRoutes();

        routes.Get("/line", request =>
            $"{request.Method} {request.Path} {request.QueryString} {request.Protocol} on {request.Scheme}://{request.Host} from {request.RemoteAddress}");

        // names of headers are compared without regard to case; what is absent is null
        routes.Get("/headers", request =>
            $"{request.Headers["user-agent"] ?? "nobody"} asks as {request.RequestId}; {string.Join(" | ", request.Headers.GetAll("Accept"))}");

        // GET /requests/search?q=rust&page=2&tag=a&tag=b
        routes.Get("/search", request =>
        {
            string query = request.Query["q"] ?? "";
            int page = request.Query.Get("page", fallback: 1);
            IReadOnlyList<string> tags = request.Query.GetAll("tag");
            return $"'{query}', page {page}, tags {string.Join(",", tags)}";
        });

        // a typed parameter that does not parse is a 400 which names it
        routes.Get("/double/:number", request => 2 * request.Params.Get<int>("number"));

        routes.Get("/cookies", request => $"session {request.Cookies["session_id"] ?? "unknown"}, {request.Cookies.Count} in all");

        // whole reads can be repeated: middleware may read a body that the handler reads again
        routes.Post("/text", async request => $"{(await request.Body.ReadTextAsync()).Length} characters");
        routes.Post("/bytes", async request => $"{(await request.Body.ReadBytesAsync()).Length} bytes");
        routes.Post("/json", async request =>
        {
            NewUser user = await request.Body.ReadJsonAsync<NewUser>();
            return $"Hello, {user.Name}!";
        });

        // urlencoded or multipart; for large files see the sample Uploads
        routes.Post("/form", async request =>
        {
            RequestForm form = await request.Body.ReadFormAsync();
            return $"{form["name"]} is {form.Get<int>("age")}, {form.Files.Count} files";
        });

        return routes;
    }
}
