using System.Runtime.CompilerServices;

namespace Rpress;

/// <summary>An application: options, middleware, route groups and the addresses it listens on. It is started once.</summary>
public sealed partial class RpressApp : IAsyncDisposable
{
    private readonly List<RpressMiddleware> _middleware = [];
    private readonly List<RouteRegistration> _groups = [];
    private readonly List<EndpointRegistration> _endpoints = [];
    private readonly List<EngineRegistration> _engines = [];
    private readonly RouteTable _routes;
    private RunningServer? _running;
    private bool _isStarted;

    /// <summary>Makes an application.</summary>
    /// <param name="options">Its settings; they are read at start.</param>
    public RpressApp(RpressOptions? options = null)
    {
        Options = options ?? new();
        _routes = new(withTrailingSlash: Options.TrailingSlash == TrailingSlash.Strict);
    }

    /// <summary>The settings; changes after the start have no effect.</summary>
    public RpressOptions Options { get; }

    /// <summary>The addresses that the server is bound to; empty while it is not running.</summary>
    public IReadOnlyList<RpressEndpoint> Endpoints => _running?.Endpoints ?? [];

    /// <summary>Adds middleware around every request: matched routes, 404, 405 and OPTIONS alike; the first one added is outermost.</summary>
    /// <exception cref="InvalidOperationException">The application has been started.</exception>
    [OverloadResolutionPriority(3)]
    public RpressApp Use(RpressMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfStarted();
        _middleware.Add(middleware);
        return this;
    }

    /// <inheritdoc cref="Use(RpressMiddleware)"/>
    [OverloadResolutionPriority(2)]
    public RpressApp Use(Func<RequestPayload, RpressNext, Task<ResponsePayload>> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return Use(new RpressMiddleware((request, next) => new(middleware(request, next))));
    }

    /// <inheritdoc cref="Use(RpressMiddleware)"/>
    [OverloadResolutionPriority(1)]
    public RpressApp Use(Func<RequestPayload, RpressNext, ResponsePayload> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return Use(new RpressMiddleware((request, next) => new(middleware(request, next))));
    }

    /// <summary>Adds a group of routes, which is complete from then on.</summary>
    /// <exception cref="ArgumentException">A route conflicts with one of an earlier group; the message names both.</exception>
    /// <exception cref="InvalidOperationException">The application has been started, or the group has been added before.</exception>
    public RpressApp AddRouteGroup(RpressRoutes group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return AddRoutes(group, group.Entries);
    }

    /// <summary>Adds a group of routes below a path: <c>/users</c> of the group is <c>/api/users</c> below <c>/api</c>.</summary>
    /// <inheritdoc cref="AddRouteGroup(RpressRoutes)"/>
    public RpressApp AddRouteGroup(string prefix, RpressRoutes group)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(group);
        if (!prefix.StartsWith('/'))
        {
            throw new ArgumentException($"The prefix '{HeaderSyntax.Printable(prefix)}' of a route group has to begin with '/'.", nameof(prefix));
        }

        return AddRoutes(group, [.. group.Entries.Select(entry => entry with { Pattern = entry.Pattern.Below(prefix) })]);
    }

    /// <summary>Adds an address to listen on in plain HTTP/1.1.</summary>
    /// <param name="address"><c>0.0.0.0:3000</c>, <c>[::1]:3000</c>, <c>localhost:3000</c> (both families), <c>:3000</c> (all interfaces) or <c>unix:/path.sock</c>; port 0 takes a free one.</param>
    /// <exception cref="ArgumentException">The address is malformed.</exception>
    /// <exception cref="InvalidOperationException">The application has been started.</exception>
    public RpressApp AddEndpoint(string address) => AddEndpoint(new EndpointRegistration(EndpointAddress.Parse(address), null));

    /// <summary>Adds an address to listen on with TLS, where HTTP/2 and HTTP/1.1 are offered.</summary>
    /// <inheritdoc cref="AddEndpoint(string)"/>
    public RpressApp AddTlsEndpoint(string address, RpressTlsConfig tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        return AddEndpoint(new EndpointRegistration(EndpointAddress.Parse(address), tls));
    }

    private RpressApp AddEndpoint(EndpointRegistration endpoint)
    {
        ThrowIfStarted();
        _endpoints.Add(endpoint);
        return this;
    }

    private RpressApp AddRoutes(RpressRoutes group, IReadOnlyList<RouteEntry> entries)
    {
        ThrowIfStarted();
        group.ThrowIfClosed();
        _routes.AddAll(entries);
        group.Close();
        _groups.Add(new(entries, group.Middleware, group.MaxBodySize, group.Cors, group.RateLimit));
        return this;
    }

    private void ThrowIfStarted()
    {
        if (_isStarted)
        {
            throw new InvalidOperationException("The application has been started: register everything before.");
        }
    }
}
