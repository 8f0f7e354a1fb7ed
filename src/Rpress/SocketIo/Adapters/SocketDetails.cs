using System.Text.Json;

namespace Rpress;

/// <summary>What one server tells another of a socket.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Handshake">The request that opened its connection, and what its client sent to join.</param>
/// <param name="Rooms">The rooms it is in.</param>
/// <param name="Data">What the application keeps with it.</param>
public sealed record SocketDetails(string Id, SocketHandshake Handshake, IReadOnlyCollection<string> Rooms, SocketData Data)
{
    /// <summary>Writes an object in the form of npm's adapters, for <see cref="SocketIoAdapter.ReadDetails"/> of another server. Values of <see cref="Data"/> that JSON cannot say are left out.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        SocketDetailsJson.Write(json, this);
    }
}
