using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>GET routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers GET requests for a pattern. It answers HEAD too, unless a HEAD route of the same path exists.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Get(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("GET", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Get(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("GET", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Get(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("GET", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Get<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("GET", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Get<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("GET", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Get(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("GET", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Get(string pattern, Func<RequestPayload, Task> handler) =>
        Register("GET", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Get<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("GET", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Get(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Get(string pattern, Action<RequestPayload> handler) =>
        Register("GET", pattern, RouteHandler.FromNothing(handler));
}
