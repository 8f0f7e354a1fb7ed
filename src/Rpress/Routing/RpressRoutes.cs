using System.Runtime.CompilerServices;

namespace Rpress;

/// <summary>A group of routes with middleware and a body limit of their own.</summary>
/// <remarks>
/// A pattern is made of literal segments, <c>:name</c> (one segment), <c>:name?</c> (an optional last segment) and <c>*name</c> (all the rest,
/// at least one character). Literals go before parameters, optional ones and catch-alls. Handlers may return a <see cref="ResponsePayload"/>,
/// any other value (JSON; a string is text; null is 204), a task of either, or nothing (202). Once the group is added to an application it is closed.
/// </remarks>
public sealed partial class RpressRoutes
{
    private static readonly string[] _knownMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private readonly List<RouteEntry> _entries = [];
    private readonly List<RpressMiddleware> _middleware = [];
    private readonly RouteTable _table = new(withTrailingSlash: true);
    private bool _isClosed;

    /// <summary>The largest body that the group's routes accept, in bytes; it wins over the global limit, larger or smaller.</summary>
    /// <value>Default null: the global limit.</value>
    public long? MaxBodySize
    {
        get;
        set
        {
            ThrowIfClosed();
            field = value is null or >= 0
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxBodySize is a number of bytes, 0 or more.");
        }
    }

    /// <summary>Which pages of other origins may call the group's routes; it takes the place of the application's settings.</summary>
    /// <value>Default null: the application's.</value>
    public RpressCors? Cors
    {
        get;
        set
        {
            ThrowIfClosed();
            field = value;
        }
    }

    /// <summary>How many requests one client may send to the group's routes together; it holds beside the application's limit, unless it is set to replace that.</summary>
    /// <value>Default null: the application's alone.</value>
    public RateLimit? RateLimit
    {
        get;
        set
        {
            ThrowIfClosed();
            field = value;
        }
    }

    internal IReadOnlyList<RouteEntry> Entries => _entries;

    internal IReadOnlyList<RpressMiddleware> Middleware => _middleware;

    /// <summary>Adds middleware around the group's handlers; the first one added is outermost.</summary>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Use(RpressMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfClosed();
        _middleware.Add(middleware);
        return this;
    }

    /// <inheritdoc cref="Use(RpressMiddleware)"/>
    [OverloadResolutionPriority(2)]
    public RpressRoutes Use(Func<RequestPayload, RpressNext, Task<ResponsePayload>> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return Use(new RpressMiddleware((request, next) => new(middleware(request, next))));
    }

    /// <inheritdoc cref="Use(RpressMiddleware)"/>
    [OverloadResolutionPriority(1)]
    public RpressRoutes Use(Func<RequestPayload, RpressNext, ResponsePayload> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return Use(new RpressMiddleware((request, next) => new(middleware(request, next))));
    }

    /// <summary>Closes the group: routes added now would never be seen.</summary>
    internal void Close() => _isClosed = true;

    // ":get/users/:id": the spelling of rpress
    private RpressRoutes Register(string route, RouteHandler handler)
    {
        ArgumentNullException.ThrowIfNull(route);
        int slash = route.IndexOf('/');
        if (!route.StartsWith(':') || slash < 0)
        {
            throw new ArgumentException($"The route '{HeaderSyntax.Printable(route)}' is not of the form ':method/path', such as ':get/users/:id'.", nameof(route));
        }

        string? method = Array.Find(_knownMethods, known => route.AsSpan(1, slash - 1).Equals(known, StringComparison.OrdinalIgnoreCase));
        return method is null
            ? throw new ArgumentException($"'{HeaderSyntax.Printable(route[1..slash])}' in '{HeaderSyntax.Printable(route)}' is none of {string.Join(", ", _knownMethods)}: use Map for other methods.", nameof(route))
            : Register(method, route[slash..], handler);
    }

    private RpressRoutes Register(string method, string pattern, RouteHandler handler)
    {
        ThrowIfClosed();
        if (!HeaderSyntax.IsToken(method))
        {
            throw new ArgumentException($"'{HeaderSyntax.Printable(method)}' is not a method: it has to be a token (RFC 9110 §9.1).", nameof(method));
        }

        // methods are case-sensitive; "get" can only be a slip for one of the seven
        method = Array.Find(_knownMethods, known => known.Equals(method, StringComparison.OrdinalIgnoreCase)) ?? method;
        var entry = new RouteEntry(method, RoutePattern.Parse(pattern), handler);
        _table.Add(entry);
        _entries.Add(entry);
        return this;
    }

    internal void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new InvalidOperationException("The route group has been added to an application: complete it before AddRouteGroup.");
        }
    }
}
