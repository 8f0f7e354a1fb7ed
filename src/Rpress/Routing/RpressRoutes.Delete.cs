using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>DELETE routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers DELETE requests for a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Delete(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("DELETE", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Delete(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("DELETE", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Delete(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("DELETE", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Delete<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("DELETE", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Delete<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("DELETE", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Delete(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("DELETE", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Delete(string pattern, Func<RequestPayload, Task> handler) =>
        Register("DELETE", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Delete<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("DELETE", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Delete(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Delete(string pattern, Action<RequestPayload> handler) =>
        Register("DELETE", pattern, RouteHandler.FromNothing(handler));
}
