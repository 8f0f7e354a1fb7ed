namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>What a server was told of a socket, of whatever server.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rooms">The rooms it is in.</param>
/// <param name="Name">What the application keeps as <c>name</c>, as JSON text; null if there is nothing.</param>
/// <param name="Query">The parameter <c>client</c> of its handshake's query.</param>
/// <param name="Header">The header field <c>x-client</c> of its handshake.</param>
/// <param name="Token">The member <c>token</c> of what it sent to join.</param>
public sealed record ClusterSocket(string Id, IReadOnlyList<string> Rooms, string? Name, string? Query, string? Header, string? Token);
