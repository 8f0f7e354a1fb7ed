using System.Collections.Concurrent;
using System.Reflection;
using Rpress.Redis.Tests.Connections;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

/// <summary>Publishes to a Redis that takes a message when a test says so.</summary>
internal sealed class SlowSubscriber
{
    private readonly ConcurrentQueue<TaskCompletionSource<long>> _waiting = new();

    public SlowSubscriber() => Subscriber = InterceptingProxy<ISubscriber>.Create((method, _) => Take(method));

    public ISubscriber Subscriber { get; }

    public void TakeOne() => Assert.True(_waiting.TryDequeue(out TaskCompletionSource<long>? taken) && taken.TrySetResult(0));

    public void RefuseOne() =>
        Assert.True(_waiting.TryDequeue(out TaskCompletionSource<long>? refused) && refused.TrySetException(new RedisServerException(RedisErrorKind.NoPermission, CommandFlags.None, "NOPERM")));

    public void TakeAll()
    {
        while (_waiting.TryDequeue(out TaskCompletionSource<long>? taken))
        {
            taken.SetResult(0);
        }
    }

    private Task<long> Take(MethodInfo method)
    {
        Assert.Equal(nameof(ISubscriber.PublishAsync), method.Name);
        var taken = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(taken);
        return taken.Task;
    }
}
