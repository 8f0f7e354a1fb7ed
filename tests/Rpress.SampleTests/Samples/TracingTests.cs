using System.Text.RegularExpressions;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed partial class TracingTests(TracingFixture sample) : IClassFixture<TracingFixture>
{
    [Fact]
    public async Task Order_WithoutCollector_IsTracedOnTheConsole()
    {
        Assert.Equal((200, "Order 7"), await sample.GetAsync("/orders/7", "ada"));

        string[] expected = ["GET /orders/:id", "app.request", "orders.load", "app.user_id: ada", "http.route: /orders/:id"];
        await Eventually.TrueAsync(() => expected.All(text => sample.Output.Contains(text, StringComparison.Ordinal)), "the spans to be printed");
        await Eventually.TrueAsync(() => LogLine().IsMatch(sample.Output), "the log line, which another thread prints");
    }

    [Fact]
    public async Task Order_WithoutCaller_IsRefused() => Assert.Equal(401, (await sample.GetAsync("/orders/7")).Status);

    [Fact]
    public async Task Order_WithACollector_IsExported()
    {
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        await using ServerProcess server = await ServerProcess.StartAsync("Tracing", new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/7") { Headers = { Authorization = new("Bearer", "ada"), ConnectionClose = true } };
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);

        await collector.ReceivesAsync("traces", "GET /orders/:id", "app.request", "app.user_id", "http.connection");
        await collector.ReceivesAsync("metrics", "http.server.request.duration", "http.server.active_requests");
        await collector.ReceivesAsync("logs", "Order {OrderId} loaded.", "RequestId");
    }

    [GeneratedRegex("TraceId:[0-9a-f]{32}.* RequestId:[0-9a-f-]{36} Method:GET Path:/orders/7 Route:/orders/:id")]
    private static partial Regex LogLine();
}
