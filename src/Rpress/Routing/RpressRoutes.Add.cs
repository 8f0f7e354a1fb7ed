using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Routes in the form of rpress.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers requests of a route in the form <c>:method/path</c>, such as <c>:get/users/:id</c>; the method is one of get, post, put, patch, delete, head, options, in any case.</summary>
    /// <exception cref="ArgumentException">The route is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Add(string route, Func<RequestPayload, ResponsePayload> handler) =>
        Register(route, RouteHandler.From(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Add(string route, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register(route, RouteHandler.From(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Add(string route, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register(route, RouteHandler.From(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Add<T>(string route, Func<RequestPayload, ValueTask<T>> handler) =>
        Register(route, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Add<T>(string route, Func<RequestPayload, Task<T>> handler) =>
        Register(route, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Add(string route, Func<RequestPayload, ValueTask> handler) =>
        Register(route, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Add(string route, Func<RequestPayload, Task> handler) =>
        Register(route, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Add<T>(string route, Func<RequestPayload, T> handler) =>
        Register(route, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Add(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Add(string route, Action<RequestPayload> handler) =>
        Register(route, RouteHandler.FromNothing(handler));
}
