using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Routes of any method.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers requests of any method, such as <c>PURGE</c>, for a pattern.</summary>
    /// <exception cref="ArgumentException">The method is no token, or the pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Map(string method, string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register(method, pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Map(string method, string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register(method, pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Map(string method, string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register(method, pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Map<T>(string method, string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register(method, pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Map<T>(string method, string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register(method, pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Map(string method, string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register(method, pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Map(string method, string pattern, Func<RequestPayload, Task> handler) =>
        Register(method, pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Map<T>(string method, string pattern, Func<RequestPayload, T> handler) =>
        Register(method, pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Map(string, string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Map(string method, string pattern, Action<RequestPayload> handler) =>
        Register(method, pattern, RouteHandler.FromNothing(handler));
}
