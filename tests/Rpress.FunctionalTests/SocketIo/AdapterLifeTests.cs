using System.Text.RegularExpressions;
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
