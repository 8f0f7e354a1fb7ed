using System.Collections.Frozen;

namespace Rpress.SocketIo.Protocol;

/// <summary>The names that the protocol keeps for itself; nobody may send them as events.</summary>
internal static class ReservedEvents
{
    // socket.io-protocol v5, "Sending and receiving data": the names of what happens to a socket are no events of the application
    private static readonly FrozenSet<string> _names = FrozenSet.Create(
        StringComparer.Ordinal, "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    public static bool Contains(string name) => _names.Contains(name);

    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public static void ThrowIfReserved(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Contains(name))
        {
            throw new ArgumentException($"\"{name}\" is a reserved event name: choose another.", nameof(name));
        }
    }
}
