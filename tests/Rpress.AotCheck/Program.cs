// Exits with 0 when every setting binds and every request is answered as it should be; else prints what is wrong.
// An argument is the address of a Redis; without one what needs it is left out.
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress;
using Rpress.AotCheck;

var failures = new List<string>();

IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(EverySetting.Checks.SelectMany(check => check.Keys)).Build();
RpressOptions options = RpressOptions.From(configuration);
failures.AddRange(EverySetting.Checks.Select(check => check.Verify(options)).OfType<string>());
Refuses("an unknown key", "MaxBodySze", "1");
Refuses("a duration in days", "ReadTimeout", "30");

options.MaxBodySize = 10_000; // beyond what the request buffer of the check may hold
options.DrainDelay = TimeSpan.Zero; // nobody has to learn of the stop
options.LoggerFactory = NullLoggerFactory.Instance;
string files = Directory.CreateTempSubdirectory().FullName;
await File.WriteAllTextAsync(Path.Combine(files, "page.css"), "p { color: red; }");
await using RpressApp app = App.Create(options, files);
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
await app.StartAsync(deadline.Token);
using var client = new HttpClient { BaseAddress = new Uri(app.Endpoints[0].Url) };

await ExpectAsync("text", new(HttpMethod.Get, "/text/Ada"), 200, "Hello, Ada!");
await ExpectAsync("a value as JSON", new(HttpMethod.Get, "/items/5"), 200, """{"id":5,"name":"tea","tags":["hot"]}""");
await ExpectAsync("a list as JSON", new(HttpMethod.Get, "/items"), 200, """[{"id":1,"name":"tea","tags":[]}]""");
await ExpectAsync("JSON in", Post("/items", """{"id":2,"name":"milk","tags":["x"]}"""), 201, """{"id":2,"name":"MILK","tags":["x"]}""");
await ExpectAsync("malformed JSON", Post("/items", "{"), 400, null);
await ExpectAsync("a type that the framework knows", new(HttpMethod.Get, "/primitives"), 200, """{"a":"b"}""");
await ExpectAsync("a malformed parameter", new(HttpMethod.Get, "/items/x"), 400, "The path parameter 'id' is not a valid integer.");
await ExpectAsync("a query", new(HttpMethod.Get, $"/query?id={Guid.Empty}"), 200, $"\"{Guid.Empty}\"");
await ExpectAsync("a form", new(HttpMethod.Post, "/form") { Content = new FormUrlEncodedContent([new("amount", "1.50")]) }, 200, "1.50");
await ExpectAsync("a file", new(HttpMethod.Post, "/multipart") { Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[321]), "file", "a.bin" } } }, 200, "321");
await ExpectAsync("events", new(HttpMethod.Get, "/events"), 200, "event: item\ndata: {\"id\":7,\"name\":\"event\",\"tags\":[]}\n\n");
await ExpectAsync("a refusal", new(HttpMethod.Get, "/refused"), 409, "Refused.");
await ExpectAsync("a failure", new(HttpMethod.Get, "/failed"), 500, null);
await ExpectAsync("a redirect", new(HttpMethod.Get, "/items/5/"), 200, """{"id":5,"name":"tea","tags":["hot"]}""");
await ExpectAsync("no route", new(HttpMethod.Get, "/nothing"), 404, "Not found");
await ExpectAsync("no method", new(HttpMethod.Delete, "/items"), 405, null);
await ExpectAsync("a type without metadata", new(HttpMethod.Get, "/unknown-type"), System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault ? 200 : 500, null);

await ExpectAsync("compression", With(new(HttpMethod.Get, "/large"), "Accept-Encoding", "br"), 200, null, "Content-Encoding", "br");
await ExpectAsync("a compressed body", Gzipped("/length", new string('y', 4321)), 200, "4321");
await ExpectAsync("a static file", new(HttpMethod.Get, "/files/page.css"), 200, "p { color: red; }", "Accept-Ranges", "bytes");
await ExpectAsync("a preflight", Preflight("/items"), 204, "", "Access-Control-Allow-Methods", "PUT");
await ExpectAsync("a security header", new(HttpMethod.Get, "/nothing"), 404, null, "X-Frame-Options", "DENY");
await ExpectAsync("a rate limit", new(HttpMethod.Get, "/text/Ada"), 200, null, "RateLimit-Policy", "\"all\";q=7000;w=8");
await ExpectAsync("health", new(HttpMethod.Get, "/alive"), 200, "ok");

failures.AddRange(await SocketChecks.RunAsync(app.Endpoints[0].Url, deadline.Token));
failures.AddRange(await ClientChecks.RunAsync(app.Endpoints[0].Url, deadline.Token));

if (args.Length > 0)
{
    failures.AddRange(await RedisChecks.RunAsync(args[0], deadline.Token));
}

await app.StopAsync(deadline.Token);
Directory.Delete(files, recursive: true);
foreach (string failure in failures)
{
    Console.Error.WriteLine(failure);
}

Console.WriteLine(failures.Count == 0 ? "AotCheck: all is well" : $"AotCheck: {failures.Count} failed");
return failures.Count == 0 ? 0 : 1;

void Refuses(string what, string key, string value)
{
    try
    {
        RpressOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
        failures.Add($"Configuration with {what} is accepted.");
    }
    catch (Exception error) when (error is InvalidOperationException or ArgumentException)
    {
    }
}

async Task ExpectAsync(string what, HttpRequestMessage request, int status, string? body, string? field = null, string? value = null)
{
    using (request)
    {
        using HttpResponseMessage response = await client.SendAsync(request, deadline.Token);
        string text = await response.Content.ReadAsStringAsync(deadline.Token);
        if (response.StatusCode != (HttpStatusCode)status || (body is not null && text != body))
        {
            failures.Add($"{what}: expected {status} '{body}', got {(int)response.StatusCode} '{text}'.");
        }

        if (field is not null && !response.Headers.Concat(response.Content.Headers).Any(header => header.Key == field && header.Value.Contains(value)))
        {
            failures.Add($"{what}: expected the field {field}: {value}.");
        }
    }
}

static HttpRequestMessage Post(string path, string json) =>
    new(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

static HttpRequestMessage With(HttpRequestMessage request, string name, string value)
{
    request.Headers.Add(name, value);
    return request;
}

static HttpRequestMessage Preflight(string path) =>
    With(With(new(HttpMethod.Options, path), "Origin", "https://a.example"), "Access-Control-Request-Method", "PUT");

static HttpRequestMessage Gzipped(string path, string text)
{
    var output = new MemoryStream();
    using (var encoder = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
    {
        encoder.Write(Encoding.UTF8.GetBytes(text));
    }

    var content = new ByteArrayContent(output.ToArray());
    content.Headers.ContentEncoding.Add("gzip");
    return new(HttpMethod.Post, path) { Content = content };
}
