namespace Rpress;

/// <content>Starting, running and stopping.</content>
public sealed partial class RpressApp
{
    /// <summary>Listens on an address, beside those added, until SIGINT, SIGTERM or the token; then shuts down gracefully. A second signal ends the process at once.</summary>
    /// <param name="address">As for <see cref="AddEndpoint(string)"/>.</param>
    /// <param name="onReady">Called once the server is ready, with the bound addresses.</param>
    /// <param name="cancellationToken">Asks for the shutdown, as a signal does.</param>
    /// <exception cref="RpressConfigurationException">The options or routes are wrong.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public Task ListenAsync(string address, Action<IReadOnlyList<RpressEndpoint>>? onReady = null, CancellationToken cancellationToken = default) =>
        AddEndpoint(address).RunAsync(Callback(onReady), cancellationToken);

    /// <inheritdoc cref="ListenAsync(string, Action{IReadOnlyList{RpressEndpoint}}?, CancellationToken)"/>
    public Task ListenAsync(string address, Func<IReadOnlyList<RpressEndpoint>, Task> onReady, CancellationToken cancellationToken = default) =>
        AddEndpoint(address).RunAsync(onReady, cancellationToken);

    /// <summary>Listens on an address with TLS, beside those added, until SIGINT, SIGTERM or the token; then shuts down gracefully.</summary>
    /// <inheritdoc cref="ListenAsync(string, Action{IReadOnlyList{RpressEndpoint}}?, CancellationToken)"/>
    public Task ListenTlsAsync(string address, RpressTlsConfig tls, Action<IReadOnlyList<RpressEndpoint>>? onReady = null, CancellationToken cancellationToken = default) =>
        AddTlsEndpoint(address, tls).RunAsync(Callback(onReady), cancellationToken);

    /// <inheritdoc cref="ListenTlsAsync(string, RpressTlsConfig, Action{IReadOnlyList{RpressEndpoint}}?, CancellationToken)"/>
    public Task ListenTlsAsync(string address, RpressTlsConfig tls, Func<IReadOnlyList<RpressEndpoint>, Task> onReady, CancellationToken cancellationToken = default) =>
        AddTlsEndpoint(address, tls).RunAsync(onReady, cancellationToken);

    /// <summary>Starts the server on the addresses added, and returns when it is ready.</summary>
    /// <exception cref="RpressConfigurationException">The options or routes are wrong, or no address was added; every mistake is listed.</exception>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="InvalidOperationException">The application has been started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => StartAsync(null, cancellationToken);

    /// <summary>Shuts down: no new connections, what runs may finish until <see cref="RpressSettings.ShutdownTimeout"/> or the token, the rest is aborted.</summary>
    /// <remarks>Ends <see cref="ListenAsync(string, Action{IReadOnlyList{RpressEndpoint}}?, CancellationToken)"/> too. Who calls while the server stops waits for the same end.</remarks>
    public Task StopAsync(CancellationToken cancellationToken = default) => _running?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Shuts down as <see cref="StopAsync"/> does, but without <see cref="RpressSettings.DrainDelay"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_running is { } running)
        {
            await running.StopAsync(CancellationToken.None, skipsDelay: true);
        }
    }

    /// <summary>Starts on a transport of the caller's: the test host's, which is reached through memory.</summary>
    internal async Task StartAsync(ServerTransport? transport, CancellationToken cancellationToken)
    {
        ThrowIfStarted();
        _isStarted = true;
        _running = await RunningServer.StartAsync(Options, _middleware, _groups, _staticFiles, _engines, _endpoints, transport, cancellationToken);
    }

    /// <summary>The connections that are open; what tests of leaks look at.</summary>
    internal int ConnectionCount => _running?.ConnectionCount ?? 0;

    /// <summary>The connections and streams that have left HTTP; what tests of leaks look at.</summary>
    internal int UpgradeCount => _running?.UpgradeCount ?? 0;

    private static Func<IReadOnlyList<RpressEndpoint>, Task> Callback(Action<IReadOnlyList<RpressEndpoint>>? onReady) => endpoints =>
    {
        onReady?.Invoke(endpoints);
        return Task.CompletedTask;
    };

    private async Task RunAsync(Func<IReadOnlyList<RpressEndpoint>, Task> onReady, CancellationToken cancellationToken)
    {
        using var signals = new ShutdownSignals();
        try
        {
            await StartAsync(cancellationToken);
            await onReady(Endpoints);
            await Task.WhenAny(signals.Asked, _running!.StopBegan).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            // the stop has begun, whoever asked for it: the next signal is the second
            signals.EndAtNext();
            await StopAsync(CancellationToken.None);
        }
    }
}
