using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Something that happens to a client, and the handlers of it.</summary>
/// <param name="name">What the JavaScript client calls it.</param>
internal sealed class ClientEvent<T>(string name)
{
    private readonly HandlerList<Func<T, Task>> _handlers = new();

    public string Name => name;

    public IDisposable Add(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Func<T, Task> registration = argument => handler(argument); // one of its own, so that it can be told from others
        _handlers.Add(registration);
        return new Removal(() => _handlers.Remove(added => ReferenceEquals(added, registration)));
    }

    public IDisposable Add(Action<T> handler) => Add(AsyncHandler.Of(handler));

    /// <summary>Calls the handlers one after the other; what they throw goes to the function.</summary>
    public async ValueTask RaiseAsync(T argument, Action<string, Exception> onFailure)
    {
        foreach (Func<T, Task> handler in _handlers.All)
        {
            try
            {
                await handler(argument).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                onFailure(name, error);
            }
        }
    }

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
