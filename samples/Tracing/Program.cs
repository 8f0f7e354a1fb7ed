// Spans, measurements and log lines: to an OpenTelemetry collector or, without one, to the console.
//
//   dotnet run --project samples/Tracing
//   curl localhost:3000/orders/7 -H 'Authorization: Bearer ada'
//
//   docker run --rm -p 4317:4317 -p 16686:16686 jaegertracing/jaeger
//   OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317 dotnet run --project samples/Tracing
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Rpress;
using TracingSample;

var spans = new ActivitySource("TracingSample");
using TracerProvider tracing = Telemetry.Trace(spans.Name);
using MeterProvider measuring = Telemetry.Measure();
using ILoggerFactory logging = Telemetry.Log();
ILogger logger = logging.CreateLogger("Orders");

var app = new RpressApp(new RpressOptions { LoggerFactory = logging, LogScopes = true });

// The span of the request is current already, so this one becomes its child.
app.Use(async (request, next) =>
{
    using Activity? span = spans.StartActivity("app.request");
    span?.SetTag("app.method", request.Method);
    span?.SetTag("app.route", request.RoutePattern);
    return await next(request);
});

// Further in, once the caller is known: Activity.Current is the span above.
var orders = new RpressRoutes();
orders.Use((request, next) =>
{
    if (request.Headers["Authorization"] is not ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. { Length: > 0 } user])
    {
        throw new RpressException(HttpStatusCode.Unauthorized, "Say who you are: Authorization: Bearer <name>.");
    }

    Activity.Current?.SetTag("app.user_id", user);
    return next(request);
});

orders.Get("/orders/:id", async request =>
{
    using Activity? span = spans.StartActivity("orders.load");
    await Task.Yield();

    // carries the request's id and route, and the ids of trace and span
    OrderLog.Loaded(logger, request.Params.Get<int>("id"));
    return ResponsePayload.Text($"Order {request.Params["id"]}");
});
app.AddRouteGroup(orders);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
