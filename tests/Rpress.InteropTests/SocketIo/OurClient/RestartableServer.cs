namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>A server that goes and comes again at the same port, knowing nothing of before.</summary>
internal sealed class RestartableServer(Func<InteropServerOptions, Task<IInteropServer>> start, InteropServerOptions options) : IAsyncDisposable
{
    private IInteropServer? _running;

    /// <summary>Where it is, or was.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0/");

    public async Task StartAsync()
    {
        _running = await start(options with { Port = Address.Port });
        Address = _running.Address;
    }

    public async Task StopAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            await running.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => new(StopAsync());
}
