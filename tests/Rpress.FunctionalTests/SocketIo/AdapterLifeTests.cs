using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>When adapters are started and closed.</summary>
public sealed class AdapterLifeTests
{
    [Fact]
    public async Task Adapter_OfANamespaceThatGoesWhileItStarts_IsClosedAfterThat()
    {
        SlowAdapter? slow = null;
        var io = new RpressIo(config: new SocketIoConfig { CleanupEmptyChildNamespaces = true });
        io.Adapter = joined => joined.Name == "/late" ? slow = new SlowAdapter(joined) : new InMemoryAdapter(joined);
        ParentNamespace parent = io.Of(new Regex("^/late$"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();
        await client.SendAsync("40/late,");
        await Eventually.TrueAsync(() => slow is { IsStarting: true }, "the adapter to be started");

        await client.DisposeAsync();
        await Eventually.TrueAsync(() => parent.Children.Count == 0, "the namespace to go");
        Assert.False(slow!.IsClosed);
        slow.LetStart();

        await Eventually.TrueAsync(() => slow.IsClosed, "the adapter to be closed");
    }

    [Fact]
    public async Task Client_OfANamespaceWhoseAdapterStarts_IsLetInAfterThat()
    {
        SlowAdapter? slow = null;
        var io = new RpressIo();
        io.Adapter = joined => joined.Name == "/late" ? slow = new SlowAdapter(joined) : new InMemoryAdapter(joined);
        await using var server = await SocketIoServer.StartAsync(io);
        io.Of("/late");
        await using SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40/late,");
        await client.JoinAsync(); // what it asked for first is not there yet
        slow!.LetStart();

        Assert.StartsWith("40/late,", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapter_WhoseStartFails_FailsTheServersAndIsClosed()
    {
        FailingAdapter? failing = null;
        var io = new RpressIo { Adapter = joined => failing = new FailingAdapter(joined) };
        var app = new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AttachSocketIo(io).AddEndpoint("127.0.0.1:0");

        Assert.Equal("no store", (await Assert.ThrowsAsync<IOException>(() => app.StartAsync(TestContext.Current.CancellationToken))).Message);
        Assert.True(failing!.IsClosed);
        await app.DisposeAsync();
    }

    [Fact]
    public void Adapter_ChosenAfterOneWasAskedFor_IsRefused()
    {
        var io = new RpressIo();
        Assert.IsType<InMemoryAdapter>(io.Of("/").Adapter);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => io.Adapter = joined => new InMemoryAdapter(joined));

        Assert.StartsWith("The namespace '/' has its adapter already", error.Message, StringComparison.Ordinal);
    }

    private sealed class FailingAdapter(RpressNamespace @namespace) : InMemoryAdapter(@namespace)
    {
        public bool IsClosed { get; private set; }

        public override Task StartAsync(CancellationToken cancellationToken) => throw new IOException("no store");

        public override Task CloseAsync()
        {
            IsClosed = true;
            return Task.CompletedTask;
        }
    }

    private sealed class SlowAdapter(RpressNamespace @namespace) : InMemoryAdapter(@namespace)
    {
        private readonly TaskCompletionSource _start = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsStarting { get; private set; }

        public bool IsClosed { get; private set; }

        public void LetStart() => _start.SetResult();

        public override Task StartAsync(CancellationToken cancellationToken)
        {
            IsStarting = true;
            return _start.Task;
        }

        public override Task CloseAsync()
        {
            IsClosed = true;
            return Task.CompletedTask;
        }
    }
}
