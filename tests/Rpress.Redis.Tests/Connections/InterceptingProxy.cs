using System.Reflection;

namespace Rpress.Redis.Tests.Connections;

/// <summary>An interface whose every call a test answers, or hands on to something real.</summary>
internal class InterceptingProxy<T> : DispatchProxy
    where T : class
{
    private Func<MethodInfo, object?[], object?> _answer = null!;

    /// <param name="answer">Answers a call of a method with its arguments.</param>
    public static T Create(Func<MethodInfo, object?[], object?> answer)
    {
        T proxy = Create<T, InterceptingProxy<T>>();
        ((InterceptingProxy<T>)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
}
