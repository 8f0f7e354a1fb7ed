using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>A started server: what was made at start, and what has to be stopped.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    private readonly KestrelHost _host;
    private readonly ServerContext _server;
    private readonly IReadOnlyList<EngineRegistration> _engines;
    private readonly CancellationTokenSource _stopping;
    private readonly ILoggerFactory? _ownLoggerFactory;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _stopBegan;

    // never disposed, as they have no timer: a caller's token may fire when all is over
    private readonly CancellationTokenSource _leaveNow = new();
    private readonly CancellationTokenSource _abortNow = new();
    private Task? _stop; // guarded by _gate

    private RunningServer(
        KestrelHost host, ServerContext server, IReadOnlyList<EngineRegistration> engines, TaskCompletionSource stopBegan, CancellationTokenSource stopping, ILoggerFactory? ownLoggerFactory)
    {
        _engines = engines;
        _host = host;
        _server = server;
        _stopBegan = stopBegan;
        _stopping = stopping;
        _ownLoggerFactory = ownLoggerFactory;
        _logger = server.Options.LoggerFactory.CreateLogger("Rpress.Server");
    }

    public IReadOnlyList<RpressEndpoint> Endpoints => _server.IsDraining ? [] : _host.Endpoints;

    /// <summary>Completes when somebody asks for the stop.</summary>
    public Task StopBegan => _stopBegan.Task;

    public int ConnectionCount => _server.Connections.Count;

    public int UpgradeCount => _server.Upgrades.Count;

    /// <exception cref="RpressConfigurationException">Something is misconfigured; all of it is listed.</exception>
    public static async Task<RunningServer> StartAsync(
        RpressOptions options,
        IReadOnlyList<RpressMiddleware> middleware,
        IReadOnlyList<RouteRegistration> groups,
        IReadOnlyList<StaticFilesConfig> directories,
        IReadOnlyList<EngineRegistration> engines,
        IReadOnlyList<EndpointRegistration> endpoints,
        ServerTransport? transport,
        CancellationToken cancellationToken)
    {
        // Step 1: validate everything, and say all that is wrong at once
        var stopBegan = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopping = new CancellationTokenSource();
        ILoggerFactory? own = options.LoggerFactory is null ? ConsoleLogging.Create(options.LogScopes) : null;
        var errors = new List<string>();
        OptionsSnapshot snapshot = OptionsSnapshot.Take(options, own ?? options.LoggerFactory!, errors, stopBegan.Task, stopping.Token);
        RouteValidator.Validate(snapshot, groups, errors);
        StaticFilesMiddleware? staticFiles = OpenDirectories(directories, snapshot, errors);
        if (endpoints.Count == 0 && transport is null)
        {
            errors.Add("The application has no address to listen on: call AddEndpoint or AddTlsEndpoint, or ListenAsync with one.");
        }

        if (errors.Count > 0)
        {
            own?.Dispose();
            throw new RpressConfigurationException(errors);
        }

        // Step 2: compose the pipeline
        var server = new ServerContext(snapshot, new ConnectionCounter(snapshot.MaxConnections));
        var builder = new PipelineBuilder(snapshot, middleware, groups, staticFiles, [.. engines.Select(engine => engine.Route)]);
        RequestPipeline pipeline = builder.Build();
        var application = new RpressHttpApplication(server, pipeline, snapshot.LoggerFactory.CreateLogger("Rpress.Server"));

        // Step 3: start what connections hang on, and listen
        var environment = new EngineEnvironment(snapshot.Time, snapshot.Http.Json, snapshot.LoggerFactory, builder.BuildOriginCheck());
        var host = new KestrelHost(server, endpoints, transport);
        var started = new List<EngineRegistration>();
        var running = new RunningServer(host, server, started, stopBegan, stopping, own);
        try
        {
            foreach (EngineRegistration engine in engines)
            {
                await engine.StartAsync(environment, cancellationToken);
                started.Add(engine);
            }

            await host.StartAsync(application, cancellationToken);
        }
        catch
        {
            await running.CloseEnginesAsync(CancellationToken.None);
            await running.DisposeAsync();
            throw;
        }

        foreach (string url in host.Endpoints.Select(endpoint => endpoint.Url).Distinct())
        {
            LogListening(running._logger, url);
        }

        return running;
    }

    /// <summary>Stops the server; who calls while it stops waits for the same end, and can hurry it.</summary>
    /// <param name="cancellationToken">Ends the waiting for what still runs.</param>
    /// <param name="skipsDelay">Whether the listeners are to close at once, without the drain delay.</param>
    public async Task StopAsync(CancellationToken cancellationToken, bool skipsDelay = false)
    {
        using CancellationTokenRegistration hurrying = cancellationToken.UnsafeRegister(static server => ((RunningServer)server!).Hurry(), this);
        if (skipsDelay)
        {
            await _leaveNow.CancelAsync();
        }

        Task stop;
        lock (_gate)
        {
            // not run under the lock: user callbacks hang on the tokens
            stop = _stop ??= Task.Run(StopOnceAsync, CancellationToken.None);
        }

        await stop;
    }

    private void Hurry()
    {
        _leaveNow.Cancel();
        _abortNow.Cancel();
    }

    private static StaticFilesMiddleware? OpenDirectories(IReadOnlyList<StaticFilesConfig> directories, OptionsSnapshot options, List<string> errors)
    {
        ILogger logger = options.LoggerFactory.CreateLogger<StaticFilesMiddleware>();
        return StaticFilesMiddleware.Open(directories, new(options.Time, logger, options.Compression ? options.CompressionThreshold : null), errors);
    }

    private async Task StopOnceAsync()
    {
        // Step 1: readiness says no, so that others send their requests elsewhere; all else goes on until they have learnt it
        await LeaveAsync();

        // Step 2: tell what runs
        LogStopping(_logger, _server.Options.ShutdownTimeout);
        _server.IsDraining = true;
        try
        {
            await _stopping.CancelAsync();
        }
        catch (AggregateException error)
        {
            // a handler's own callback on request.Stopping failed; that must not keep the server alive
            LogCallbackFailed(_logger, error);
        }

        // Step 3: disconnect the clients of Socket.IO, stop listening, and wait for what runs
        using var deadline = new CancellationTokenSource(_server.Options.ShutdownTimeout, _server.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _abortNow.Token);
        try
        {
            Task engines = CloseEnginesAsync(either.Token);
            await _host.StopAsync(either.Token);
            await engines;
            LogStopped(_logger);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    // in parallel with the rest: an open WebSocket or poll must not use up the others' time
    private async Task CloseEnginesAsync(CancellationToken deadline)
    {
        try
        {
            await Task.WhenAll(_engines.Select(engine => engine.CloseAsync(deadline)));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            LogHandlersLeft(_logger);
        }
    }

    private async Task LeaveAsync()
    {
        TimeSpan delay = _server.Options.DrainDelay;
        if (delay > TimeSpan.Zero)
        {
            LogLeaving(_logger, delay);
        }

        // its clock runs before anybody can see that the stop has begun
        Task passed = delay > TimeSpan.Zero ? Task.Delay(delay, _server.Options.Time, _leaveNow.Token) : Task.CompletedTask;
        _stopBegan.TrySetResult();
        await passed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Lets go of what the start made; <see cref="StopAsync"/> does it at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (EngineRegistration engine in _engines)
        {
            engine.Stop();
        }

        _stopping.Dispose();
        _ownLoggerFactory?.Dispose();
    }
}
