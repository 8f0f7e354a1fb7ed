using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>POST routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers POST requests for a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Post(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("POST", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Post(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("POST", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Post(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("POST", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Post<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("POST", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Post<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("POST", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Post(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("POST", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Post(string pattern, Func<RequestPayload, Task> handler) =>
        Register("POST", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Post<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("POST", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Post(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Post(string pattern, Action<RequestPayload> handler) =>
        Register("POST", pattern, RouteHandler.FromNothing(handler));
}
