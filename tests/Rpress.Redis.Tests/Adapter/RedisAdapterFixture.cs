using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Adapter;

/// <summary>One server, and another of the same cluster that is written by hand.</summary>
public abstract class RedisAdapterFixture(GarnetFixture garnet) : IAsyncLifetime
{
    private readonly string _prefix = "t" + Guid.NewGuid().ToString("N");

    private protected RpressIo Io { get; private set; } = null!;

    private protected TestServer Server { get; private set; } = null!;

    private protected ForeignServer Foreign { get; private set; } = null!;

    private protected CollectingLoggerFactory Log { get; } = new();

    /// <summary>The server's clock, which stands still.</summary>
    private protected TestClock Clock { get; } = new();

    private protected virtual RedisAdapterOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Foreign = await StartForeignAsync();
        RedisAdapterOptions options = Options;
        options.KeyPrefix = _prefix;
        Io = new RpressIo().UseRedis(await garnet.GetAddressAsync(), options);
        Prepare(Io);
        Server = await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = Log, TimeProvider = Clock }).AttachSocketIo(Io));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Foreign.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Prepare(RpressIo io)
    {
    }

    private protected async Task<ForeignServer> StartForeignAsync() => await ForeignServer.StartAsync(await garnet.GetAddressAsync(), _prefix);

    private protected async Task<SocketIoWire> ConnectAsync(string @namespace = "/", string auth = "")
    {
        SocketIoWire client = await SocketIoWire.ConnectAsync(Server);
        await client.JoinAsync(@namespace, auth);
        return client;
    }

    /// <summary>Lets time pass until a task has ended, however it ends.</summary>
    private protected Task RunOutAsync(Task waiting) => Eventually.TrueAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompleted;
        },
        "the time to run out");

    private protected RpressSocket SocketOf(SocketIoWire client) => Io.Sockets.Single(socket => socket.Id == client.Id);
}
