using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>OPTIONS routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers OPTIONS requests for a pattern. Without one, OPTIONS is answered with 204 and <c>Allow</c>.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Options(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("OPTIONS", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Options(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("OPTIONS", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Options(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("OPTIONS", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Options<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("OPTIONS", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Options<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("OPTIONS", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Options(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("OPTIONS", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Options(string pattern, Func<RequestPayload, Task> handler) =>
        Register("OPTIONS", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Options<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("OPTIONS", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Options(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Options(string pattern, Action<RequestPayload> handler) =>
        Register("OPTIONS", pattern, RouteHandler.FromNothing(handler));
}
