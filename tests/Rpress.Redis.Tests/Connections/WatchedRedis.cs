using System.Reflection;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Connections;

/// <summary>A connection whose pings fail and whose subscriptions are confirmed when a test says so, as in a Redis Cluster whose nodes are still being connected to.</summary>
internal sealed class WatchedRedis
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _held;

    public WatchedRedis(IConnectionMultiplexer redis)
    {
        ISubscriber real = redis.GetSubscriber();
        var watched = InterceptingProxy<ISubscriber>.Create((method, arguments) => Ask(real, method, arguments));
        Connection = InterceptingProxy<IConnectionMultiplexer>.Create(
            (method, arguments) => method.Name == nameof(IConnectionMultiplexer.GetSubscriber) ? watched : method.Invoke(redis, arguments));
    }

    public IConnectionMultiplexer Connection { get; }

    /// <summary>Done when it was asked more than once whether a subscription that is held back has been confirmed.</summary>
    public Task WhenAsked => _asked.Task;

    /// <summary>Holds the confirmations of channels back.</summary>
    /// <param name="part">What is in their names.</param>
    public void Hold(string part) => _held = part;

    public void Release() => _held = null;

    private object? Ask(ISubscriber real, MethodInfo method, object?[] arguments)
    {
        switch (method.Name)
        {
            case nameof(ISubscriber.PingAsync):
                return Task.FromException<TimeSpan>(new RedisConnectionException(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandFlags.None, "That node is not connected yet."));
            case nameof(ISubscriber.SubscribedEndpoint) when _held is { } held && arguments[0]!.ToString()!.Contains(held, StringComparison.Ordinal):
                _asked.TrySetResult();
                return null;
            default:
                return method.Invoke(real, arguments);
        }
    }
}
