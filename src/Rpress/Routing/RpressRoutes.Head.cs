using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>HEAD routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers HEAD requests for a pattern. Its response's content is left out, its length is sent.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Head(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("HEAD", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Head(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("HEAD", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Head(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("HEAD", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Head<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("HEAD", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Head<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("HEAD", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Head(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("HEAD", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Head(string pattern, Func<RequestPayload, Task> handler) =>
        Register("HEAD", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Head<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("HEAD", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Head(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Head(string pattern, Action<RequestPayload> handler) =>
        Register("HEAD", pattern, RouteHandler.FromNothing(handler));
}
