// The same routes on ASP.NET Core's minimal API, with response compression and static files as its documentation says.
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using AspNetCorePeer;
using Microsoft.Extensions.FileProviders;
using Rpress.LoadServer;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Limits.MaxRequestBodySize = Read("BENCH_MAX_BODY_MB", 10) * 1024L * 1024;
    kestrel.Listen(IPAddress.Loopback, Read("BENCH_PORT", 9090), endpoint =>
    {
        if (Environment.GetEnvironmentVariable("BENCH_TLS_CERT") is { Length: > 0 } certificate)
        {
            endpoint.UseHttps(X509Certificate2.CreateFromPemFile(certificate, Environment.GetEnvironmentVariable("BENCH_TLS_KEY")));
        }
    });
});
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, LoadJson.Default));

// brings middleware for authorization along, which requests of HTTP would pay for
bool hasSignalR = Environment.GetEnvironmentVariable("BENCH_SIGNALR") is "true";
if (hasSignalR)
{
    builder.Services.AddSignalR(options =>
    {
        options.KeepAliveInterval = TimeSpan.FromSeconds(Read("BENCH_PING_INTERVAL", 5));
        options.ClientTimeoutInterval = options.KeepAliveInterval + TimeSpan.FromSeconds(Read("BENCH_PING_TIMEOUT", 3));
    });
}

bool compresses = Environment.GetEnvironmentVariable("BENCH_COMPRESSION") is not "false";
if (compresses)
{
    builder.Services.AddResponseCompression();
}

WebApplication app = builder.Build();
if (compresses)
{
    app.UseResponseCompression();
}

app.UseStaticFiles(new StaticFileOptions
{
    RequestPath = "/assets",
    FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "assets")),
});
app.MapGet("/health", () => "ok");
app.MapGet("/api/json", Answer.Create);
app.MapPost("/api/echo", async (HttpRequest request) =>
{
    using var reader = new StreamReader(request.Body);
    return Results.Text(await reader.ReadToEndAsync());
});
app.MapGet("/api/large", () => LargeText.Create());
app.MapGet("/api/heavy", Heavy.Create);
app.MapPost("/upload", async (HttpRequest request) => $"{await LoadStreams.CountAsync(request.Body)}");
app.MapGet("/download/{bytes:long}", (long bytes, CancellationToken aborted) =>
    Results.Stream(target => LoadStreams.WriteAsync(target, bytes, aborted)));

// as plain delegates: other handlers are compiled one by one, which takes half a minute for ten thousand
for (int i = 0, routes = Read("BENCH_ROUTES", 0); i < routes; i++)
{
    app.MapGet($"/further/route{i}", (HttpContext context) => context.Response.WriteAsync("ok"));
}


if (hasSignalR)
{
    app.MapHub<LoadHub>("/hub");
}

app.MapGet("/text", () => "Hello, World!").AddEndpointFilter((context, next) => next(context));
using AllocationListing? listing = Environment.GetEnvironmentVariable("BENCH_ALLOCATIONS") is "true" ? new() : null;
if (listing is not null)
{
    app.MapGet("/allocations", async (bool byType) => Results.Json(await listing.RestartAsync(byType), AllocationJson.Default.AllocationReport));
}

app.Run();

static int Read(string name, int fallback) =>
    Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
