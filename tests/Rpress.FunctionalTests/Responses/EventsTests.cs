using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class EventsTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Events_AsTheyCome_AreFlushedOneByOne(HttpProtocolKind protocol)
    {
        var source = Channel.CreateUnbounded<SseItem<string>>();
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Events(source.Reader.ReadAllAsync())), protocol);
        var token = TestContext.Current.CancellationToken;

        // the headers arrive before the first event
        using var response = await server.OpenAsync("/");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(token));
        foreach (var text in new[] { "one", "two" })
        {
            source.Writer.TryWrite(new SseItem<string>(text));
            Assert.Equal($"data: {text}", await reader.ReadLineAsync(token));
            Assert.Equal("", await reader.ReadLineAsync(token));
        }

        source.Writer.Complete();
        Assert.Equal("", await reader.ReadToEndAsync(token));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Events_OfAnyValue_AreFormattedWithTheirHeaders(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/json", _ => ResponsePayload.Events(Once(new SseItem<Price>(new Price("ż", 2), "price") { EventId = "7" })))
                .Get("/lines", _ => ResponsePayload.Events(Once(new SseItem<string>("a\nb"))))),
            protocol);

        var json = await server.GetAsync("/json");

        Assert.Equal("event: price\ndata: {\"name\":\"ż\",\"amount\":2}\nid: 7\n\n", json.Text);
        Assert.Equal(("text/event-stream", "no-cache", "no"), (json.Header("Content-Type"), json.Header("Cache-Control"), json.Header("X-Accel-Buffering")));
        Assert.Equal("data: a\ndata: b\n\n", (await server.GetAsync("/lines")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Events_WhenTheServerStops_EndAsComplete(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Events(Endless()), new() { LoggerFactory = logs }), protocol);
        var token = TestContext.Current.CancellationToken;

        using var response = await server.OpenAsync("/");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(token));
        await reader.ReadLineAsync(token);
        await server.App.StopAsync(token);

        Assert.Equal("\n", await reader.ReadToEndAsync(token));
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Events_WhenTheClientGoes_EndTheirSource(HttpProtocolKind protocol)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Events(Endless(ended)), new() { LoggerFactory = logs }), protocol);

        using (var response = await server.OpenAsync("/"))
        {
            Assert.Equal(200, (int)response.StatusCode);
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        await server.DisposeAsync();
        Assert.Empty(logs.At(LogLevel.Error));
    }

    private static async IAsyncEnumerable<SseItem<T>> Once<T>(SseItem<T> item)
    {
        await Task.Yield();
        yield return item;
    }

    private static async IAsyncEnumerable<SseItem<string>> Endless(
        TaskCompletionSource? ended = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            yield return new SseItem<string>("first");
            await new TaskCompletionSource().Task.WaitAsync(token);
        }
        finally
        {
            ended?.TrySetResult();
        }
    }

    private sealed record Price(string Name, int Amount);
}
