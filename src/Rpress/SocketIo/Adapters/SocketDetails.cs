namespace Rpress;

/// <summary>What one server tells another of a socket.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Handshake">The request that opened its connection, and what its client sent to join.</param>
/// <param name="Rooms">The rooms it is in.</param>
/// <param name="Data">What the application keeps with it.</param>
public sealed record SocketDetails(string Id, SocketHandshake Handshake, IReadOnlyCollection<string> Rooms, SocketData Data);
