namespace Rpress;

/// <summary>Makes a response of whatever value a handler returns.</summary>
internal static class HandlerValue
{
    /// <summary>Text of a string, an error of an error, nothing of null, JSON of everything else.</summary>
    public static ResponsePayload ToPayload<T>(T value) => value switch
    {
        null => ResponsePayload.Empty(),
        ResponsePayload payload => payload,
        string text => ResponsePayload.Text(text),
        IRpressError error => ResponsePayload.Error(error),
        _ when value is Task or ValueTask or Stream || IsValueTaskOf(value.GetType()) => throw new InvalidOperationException(
            $"The handler returned a {value.GetType().Name} as a plain object: declare it as what it is (a Task), or return ResponsePayload.Stream."),
        _ => ResponsePayload.Json(value),
    };

    /// <summary>The type to look up for JSON, or null when the values are not written as JSON.</summary>
    /// <exception cref="ArgumentException">Values of the type cannot be an answer.</exception>
    public static Type? RequireType<T>()
    {
        Type type = typeof(T);
        if (typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || IsValueTaskOf(type))
        {
            throw new ArgumentException($"The handler returns a {type.Name} inside another one: await the inner one.");
        }

        if (typeof(Stream).IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)))
        {
            throw new ArgumentException($"The handler returns a {type.Name}, which has no one form: return ResponsePayload.Stream, ResponsePayload.Events or a list.");
        }

        bool isJson = type != typeof(string) && type != typeof(object)
            && !typeof(ResponsePayload).IsAssignableFrom(type) && !typeof(IRpressError).IsAssignableFrom(type);
        return isJson ? type : null;
    }

    private static bool IsValueTaskOf(Type type) =>
        type is { IsValueType: true, IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
