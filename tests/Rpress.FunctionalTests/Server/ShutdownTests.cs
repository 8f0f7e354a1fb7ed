using System.Net;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>Shutdown: nothing new, what runs may finish, and a deadline for what does not.</summary>
public sealed class ShutdownTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RunningRequest_AtShutdown_IsToldAndFinishes(HttpProtocolKind protocol)
    {
        var running = new TaskCompletionSource();
        await using var server = await StartAsync(
            async req =>
            {
                running.SetResult();
                await req.Stopping.WhenCancelledAsync();
                return ResponsePayload.Text("finished");
            },
            protocol: protocol);
        var answer = server.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        await running.Task;

        await server.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("finished", await answer);
    }

    // RFC 9112 §9.6: who gets "close" sends its next request elsewhere
    [Fact]
    public async Task Response_WhileDraining_SaysClose()
    {
        var begun = new TaskCompletionSource();
        await using var server = await StartAsync(async req =>
        {
            begun.SetResult();
            await req.Stopping.WhenCancelledAsync();
            return ResponsePayload.Text("");
        });
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(Request);
        await begun.Task.WaitAsync(_bound, TestContext.Current.CancellationToken); // a connection without a request would be closed at once

        var stop = server.App.StopAsync(TestContext.Current.CancellationToken);
        var response = await connection.ReadResponseAsync();
        await stop;

        Assert.Equal("close", response.Header("Connection"));
        Assert.Empty(await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task NewConnection_WhileDraining_IsRefused()
    {
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = await StartAsync(async req =>
        {
            begun.SetResult();
            await release.Task;
            return ResponsePayload.Text("");
        });
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(Request);
        await begun.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);

        var stop = server.App.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => IsRefusedAsync(server.EndPoint), "new connections to be refused");
        release.SetResult();
        await stop;

        Assert.Equal(200, (await connection.ReadResponseAsync()).Status);
    }

    [Theory]
    [InlineData(HttpProtocolKind.Http1)]
    [InlineData(HttpProtocolKind.Http2Tls)]
    public async Task RunningRequest_AtTheDeadline_IsAborted(HttpProtocolKind protocol)
    {
        var running = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        var options = new RpressOptions { ShutdownTimeout = TimeSpan.FromMilliseconds(200) };
        await using var server = await StartAsync(
            async req =>
            {
                using var registration = req.Aborted.Register(aborted.SetResult);
                running.SetResult();
                await aborted.Task;
                return ResponsePayload.Text("too late");
            },
            options,
            protocol);
        var answer = server.Client.GetAsync("/", TestContext.Current.CancellationToken);
        await running.Task;

        await server.App.StopAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    // the caller's token is a deadline too
    [Fact]
    public async Task StopToken_Fired_EndsTheWaiting()
    {
        var running = new TaskCompletionSource();
        await using var server = await StartAsync(async req =>
        {
            running.SetResult();
            await req.Aborted.WhenCancelledAsync();
            return ResponsePayload.Text("too late");
        });
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(Request);
        await running.Task;

        await server.App.StopAsync(new CancellationToken(canceled: true));

        Assert.Empty(await connection.ReadToEndAsync());
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task IdleConnection_AtShutdown_IsClosedAtOnce(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(req => new(ResponsePayload.Text("")), protocol: protocol);
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(Request);
        await connection.ReadResponseAsync();

        await server.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task IdleHttp2Connection_AtShutdown_GetsGoAway()
    {
        await using var server = await StartAsync(req => new(ResponsePayload.Text("")), protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();
        await connection.SendHeadersAsync(1, true, (":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "x"));
        await connection.ReadResponseAsync(1);

        await server.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task Stop_CalledTwiceOrBeforeStart_IsHarmless()
    {
        await using var server = await StartAsync(req => new(ResponsePayload.Text("")));
        await new RpressApp().StopAsync(TestContext.Current.CancellationToken);

        await Task.WhenAll(
            server.App.StopAsync(TestContext.Current.CancellationToken),
            server.App.StopAsync(TestContext.Current.CancellationToken));
        await server.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(server.App.Endpoints);
    }

    [Fact]
    public async Task Listen_WithAToken_RunsUntilItFires()
    {
        using var stop = new CancellationTokenSource();
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() });
        var ready = new TaskCompletionSource<IPEndPoint>();

        var listening = app.ListenAsync("127.0.0.1:0", endpoints => ready.SetResult((IPEndPoint)endpoints[0].EndPoint), stop.Token);
        var endPoint = await ready.Task;
        Assert.False(await IsRefusedAsync(endPoint));
        await stop.CancelAsync();

        await listening;
        Assert.True(await IsRefusedAsync(endPoint));
    }

    private static async Task<bool> IsRefusedAsync(IPEndPoint endPoint)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static Task<TestServer> StartAsync(
        Func<RequestPayload, ValueTask<ResponsePayload>> handler,
        RpressOptions? options = null,
        HttpProtocolKind protocol = HttpProtocolKind.Http1)
    {
        options ??= new RpressOptions();
        options.LoggerFactory = new CollectingLoggerFactory();
        return TestServer.StartAsync(new RpressApp(options).Use((req, next) => handler(req)), protocol);
    }
}
