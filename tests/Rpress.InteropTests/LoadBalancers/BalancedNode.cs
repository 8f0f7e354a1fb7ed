using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>One of the servers behind a balancer.</summary>
internal sealed class BalancedNode : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    private readonly ConcurrentQueue<BalancedRequest> _requests = [];
    private readonly CollectingLoggerFactory _log = new();
    private readonly RpressApp _app;
    private int _refusals;

    private BalancedNode(string name, EioConfig engine)
    {
        Name = name;
        var io = new RpressIo(engine);
        io.Engine.Use(RecordAsync);
        io.OnConnection(socket =>
        {
            socket.On("where", () => Name);
            socket.On("echo", (args, ack) => ack.SendArgumentsAsync(args));
        });
        _app = new RpressApp(new RpressOptions
        {
            LoggerFactory = _log,
            TrustedProxies = ["127.0.0.1"],
            Health = new RpressHealth(),
        }).AttachSocketIo(io).AddEndpoint("127.0.0.1:0");
    }

    public string Name { get; }

    /// <summary>Where the balancer finds it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What came so far, polls that wait for an answer among them.</summary>
    public IReadOnlyCollection<BalancedRequest> Requests => _requests;

    /// <summary>How many requests were not served.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>The log's warnings.</summary>
    public IReadOnlyList<CollectedLogEntry> Warnings => _log.At(LogLevel.Warning);

    public static async Task<BalancedNode> StartAsync(string name, EioConfig engine)
    {
        var node = new BalancedNode(name, engine);
        using var deadline = new CancellationTokenSource(_bound);
        await node._app.StartAsync(deadline.Token);
        node.Address = ((IPEndPoint)node._app.Endpoints[0].EndPoint).ToString();
        return node;
    }

    public async Task StopAsync()
    {
        using var deadline = new CancellationTokenSource(_bound);
        await _app.StopAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _log.Dispose();
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    private async Task<ResponsePayload> RecordAsync(RequestPayload request, RpressNext next)
    {
        _requests.Enqueue(new(request.Query["sid"], request.Query["transport"], request.RemoteAddress, request.Scheme));
        ResponsePayload response = await next(request);
        if (response.Status >= 400)
        {
            Interlocked.Increment(ref _refusals);
        }

        return response;
    }
}
