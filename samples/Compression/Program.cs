// Compressed responses, of every kind, and compressed request bodies.
//
//   dotnet run --project samples/Compression
//   curl localhost:3000/products --compressed -v
//   curl localhost:3000/log --compressed -N
//   curl localhost:3000/ticks --compressed -N
//   curl localhost:3000/account?search=shoes --compressed -v
//   gzip -c products.json | curl localhost:3000/products --data-binary @- -H 'Content-Encoding: gzip' -H 'Content-Type: application/json'
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using CompressionSample;
using Rpress;

var app = new RpressApp(new RpressOptions
{
    Compression = true,
    BrotliQuality = 4,
    GzipLevel = 6,
    DecompressRequests = true,
    MaxBodySize = 1024 * 1024,
    Json = SampleJson.Default.Options,
});

var products = Enumerable.Range(1, 500).Select(id => new Product(id, $"Product {id}", id * 1.5m)).ToList();
var routes = new RpressRoutes();

// Encoded as the client's Accept-Encoding asks, from 256 bytes on.
routes.Get("/products", request => products);

// Encoded as it is written. What should be seen at once is flushed, as without compression.
routes.Get("/log", request => ResponsePayload.Stream(WriteLogAsync, "text/plain; charset=utf-8"));

// Every event is flushed through the encoder.
routes.Get("/ticks", request => ResponsePayload.Events(TicksAsync(request.Aborted)));

// A secret beside text that the sender of a link chooses: how well both compress together would tell the secret, letter by letter.
routes.Get("/account", request => ResponsePayload
    .Json(new List<Product> { new(1, $"{request.Query["search"]}, for the holder of token 4711", 0) })
    .WithHeader("Cache-Control", "no-store, no-transform"));

// Decoded before the handler sees it; the limit of 1 MiB is one of decoded bytes.
routes.Post("/products", async request =>
{
    List<Product> added = await request.Body.ReadJsonAsync<List<Product>>();
    return $"{added.Count} products, {added.Sum(product => product.Price):0.00} in all";
});
app.AddRouteGroup(routes);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");

static async Task WriteLogAsync(Stream body, CancellationToken aborted)
{
    for (int line = 1; line <= 100; line++)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes($"{line:000} nothing to report\n"), aborted);
        if (line % 25 == 0)
        {
            await body.FlushAsync(aborted);
        }
    }
}

static async IAsyncEnumerable<SseItem<string>> TicksAsync([EnumeratorCancellation] CancellationToken aborted)
{
    for (int tick = 1; tick <= 3; tick++)
    {
        yield return new SseItem<string>($"tick {tick}");
        await Task.Delay(TimeSpan.FromMilliseconds(100), aborted);
    }
}
