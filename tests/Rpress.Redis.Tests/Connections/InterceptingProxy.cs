using System.Reflection;

namespace Rpress.Redis.Tests.Connections;

/// <summary>Something real whose calls a test looks at first.</summary>
internal class InterceptingProxy<T> : DispatchProxy
    where T : class
{
    private T _to = null!;
    private Func<T, MethodInfo, object?[], object?> _call = null!;

    /// <param name="to">What is real.</param>
    /// <param name="call">Makes a call, or answers in its place.</param>
    public static T Create(T to, Func<T, MethodInfo, object?[], object?> call)
    {
        T proxy = Create<T, InterceptingProxy<T>>();
        ((InterceptingProxy<T>)(object)proxy)._to = to;
        ((InterceptingProxy<T>)(object)proxy)._call = call;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _call(_to, targetMethod!, args ?? []);
}
