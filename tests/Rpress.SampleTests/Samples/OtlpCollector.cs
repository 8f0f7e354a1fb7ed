using System.Collections.Concurrent;
using System.Text;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

/// <summary>Takes what is exported by OTLP over HTTP, and keeps its bytes.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly RpressApp _app = new(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() });
    private readonly ConcurrentQueue<(string Signal, byte[] Bytes)> _received = new();

    private OtlpCollector()
    {
        var routes = new RpressRoutes();
        routes.Post("/v1/:signal", async request =>
        {
            _received.Enqueue((request.Params["signal"]!, await request.Body.ReadBytesAsync()));

            // an empty message of protobuf is no bytes
            return ResponsePayload.Bytes(Array.Empty<byte>(), "application/x-protobuf");
        });
        _app.AddRouteGroup(routes).AddEndpoint("127.0.0.1:0");
    }

    public string Url => _app.Endpoints[0].Url;

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Returns once these texts have come in a signal (traces, metrics, logs): protobuf holds texts as they are.</summary>
    public Task ReceivesAsync(string signal, params string[] texts) => Eventually.TrueAsync(
        () =>
        {
            string received = string.Concat(_received.Where(sent => sent.Signal == signal).Select(sent => Encoding.Latin1.GetString(sent.Bytes)));
            return texts.All(text => received.Contains(text, StringComparison.Ordinal));
        },
        $"{string.Join(", ", texts)} to be exported");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
