using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Rpress;

namespace RoutesSample;

/// <summary>What a handler may answer.</summary>
internal static class ResponseRoutes
{
    private static readonly byte[] _pngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static RpressRoutes Create()
    {
        var routes = new RpressRoutes();

        // payloads
        routes.Get("/text", request => ResponsePayload.Text("Hello world"));
        routes.Get("/html", request => ResponsePayload.Html("<h1>Welcome</h1>"));
        routes.Get("/json", request => ResponsePayload.Json(new User(1, "Ada", "ada@example.com")));
        routes.Get("/bytes", request => ResponsePayload.Bytes(_pngSignature, "image/png"));
        routes.Get("/empty", request => ResponsePayload.Empty());
        routes.Get("/redirect", request => ResponsePayload.Redirect("/new-location", HttpStatusCode.Found));
        routes.Get("/file", request => ResponsePayload.File(Environment.ProcessPath!, downloadName: "program"));
        routes.Get("/error", request => ResponsePayload.Error(HttpStatusCode.Conflict, "The name is taken."));

        // values: a string is text, null is 204, anything else is JSON, nothing is 202
        routes.Get("/value", request => new User(1, "Ada", "ada@example.com"));
        routes.Get("/values", request => new List<string> { "a", "b" });
        routes.Get("/later", async request =>
        {
            await Task.Yield();
            return new User(2, "Grace", "grace@example.com");
        });
        routes.Get("/null", request => (User?)null);
        routes.Post("/jobs", request => Console.WriteLine($"A job for {request.RemoteAddress}"));

        // status, type, headers and cookies: each With… makes a copy
        routes.Get("/created", request => ResponsePayload.Text("<data/>")
            .WithStatus(HttpStatusCode.Created)
            .WithContentType("application/xml")
            .WithHeader("X-Custom", "value"));
        routes.Get("/login", request => ResponsePayload.Text("logged in")
            .WithCookie(new RpressCookie("token", "abc123")
            {
                MaxAge = TimeSpan.FromHours(1),
                SameSite = SameSite.Strict,
                HttpOnly = true,
                Secure = true,
            })
            .WithCookie(new RpressCookie("theme", "dark")));
        routes.Get("/logout", request => ResponsePayload.Text("logged out").WithCookie(RpressCookie.Delete("token")));

        // a body that is made while it is sent
        routes.Get("/stream", request => ResponsePayload.Stream(WriteLinesAsync, "text/plain; charset=utf-8"));
        routes.Get("/events", request => ResponsePayload.Events(CountAsync(request.Aborted)));

        return routes;
    }

    private static async Task WriteLinesAsync(Stream body, CancellationToken aborted)
    {
        for (int line = 1; line <= 3; line++)
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes($"line {line}\n"), aborted);
            await body.FlushAsync(aborted);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> CountAsync([EnumeratorCancellation] CancellationToken aborted)
    {
        for (int number = 1; number <= 3; number++)
        {
            yield return new SseItem<string>($"number {number}", "count") { EventId = $"{number}" };
            await Task.Delay(TimeSpan.FromMilliseconds(100), aborted);
        }
    }
}
