using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>PUT routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers PUT requests for a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Put(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("PUT", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Put(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("PUT", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Put(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("PUT", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Put<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("PUT", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Put<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("PUT", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Put(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("PUT", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Put(string pattern, Func<RequestPayload, Task> handler) =>
        Register("PUT", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Put<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("PUT", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Put(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Put(string pattern, Action<RequestPayload> handler) =>
        Register("PUT", pattern, RouteHandler.FromNothing(handler));
}
