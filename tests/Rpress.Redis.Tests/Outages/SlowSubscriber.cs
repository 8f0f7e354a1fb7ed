using System.Collections.Concurrent;
using System.Reflection;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

/// <summary>Publishes to a Redis that takes a message when a test says so.</summary>
internal sealed class SlowSubscriber
{
    private readonly ConcurrentQueue<TaskCompletionSource<long>> _waiting = new();

    public SlowSubscriber()
    {
        Subscriber = DispatchProxy.Create<ISubscriber, Proxy>();
        ((Proxy)Subscriber).Waiting = _waiting;
    }

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

    internal class Proxy : DispatchProxy
    {
        public ConcurrentQueue<TaskCompletionSource<long>> Waiting { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(ISubscriber.PublishAsync), targetMethod!.Name);
            var taken = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            Waiting.Enqueue(taken);
            return taken.Task;
        }
    }
}
