using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>PATCH routes.</content>
public sealed partial class RpressRoutes
{
    /// <summary>Answers PATCH requests for a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed or conflicts with another.</exception>
    /// <exception cref="InvalidOperationException">The group has been added to an application.</exception>
    [OverloadResolutionPriority(12)]
    public RpressRoutes Patch(string pattern, Func<RequestPayload, ResponsePayload> handler) =>
        Register("PATCH", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(11)]
    public RpressRoutes Patch(string pattern, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        Register("PATCH", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(10)]
    public RpressRoutes Patch(string pattern, Func<RequestPayload, Task<ResponsePayload>> handler) =>
        Register("PATCH", pattern, RouteHandler.From(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(9)]
    public RpressRoutes Patch<T>(string pattern, Func<RequestPayload, ValueTask<T>> handler) =>
        Register("PATCH", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(8)]
    public RpressRoutes Patch<T>(string pattern, Func<RequestPayload, Task<T>> handler) =>
        Register("PATCH", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(7)]
    public RpressRoutes Patch(string pattern, Func<RequestPayload, ValueTask> handler) =>
        Register("PATCH", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(6)]
    public RpressRoutes Patch(string pattern, Func<RequestPayload, Task> handler) =>
        Register("PATCH", pattern, RouteHandler.FromNothing(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(4)]
    public RpressRoutes Patch<T>(string pattern, Func<RequestPayload, T> handler) =>
        Register("PATCH", pattern, RouteHandler.FromValue(handler));

    /// <inheritdoc cref="Patch(string, Func{RequestPayload, ResponsePayload})"/>
    [OverloadResolutionPriority(3)]
    public RpressRoutes Patch(string pattern, Action<RequestPayload> handler) =>
        Register("PATCH", pattern, RouteHandler.FromNothing(handler));
}
