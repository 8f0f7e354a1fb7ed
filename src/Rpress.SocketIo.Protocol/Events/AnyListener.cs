using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A listener of every event, as it was added to a list; disposed, it is taken out again.</summary>
/// <param name="list">Where it stands, or stood.</param>
/// <param name="handler">The user's delegate, by which it is found again.</param>
/// <param name="callback">What runs it.</param>
internal sealed class AnyListener(HandlerList<AnyListener> list, Delegate handler, Func<string, EventArguments, Task> callback) : IDisposable
{
    public Delegate Handler => handler;

    public Func<string, EventArguments, Task> Callback => callback;

    public void Dispose() => list.Remove(other => other == this);
}
