namespace Rpress;

/// <summary>What is kept of a socket whose connection broke off, so that its client can go on with it.</summary>
/// <param name="Pid">The session's private id, a secret between server and client.</param>
/// <param name="SocketId">The socket's id.</param>
/// <param name="Rooms">The rooms that it was in.</param>
/// <param name="Data">What the application keeps with it.</param>
/// <param name="Auth">What the client was let in with; null where the adapter cannot keep it: middleware is asked again then.</param>
/// <param name="Offset">Where the adapter's log stood when the socket came to be: a client that knows no later offset has missed what follows.</param>
public sealed record SavedSession(string Pid, string SocketId, IReadOnlyCollection<string> Rooms, SocketData Data, AuthValues? Auth, string? Offset);
