namespace Rpress.InteropTests.SocketIo;

/// <summary>A request of the engine.</summary>
/// <param name="Protocol">As <see cref="RequestPayload.Protocol"/> says it.</param>
/// <param name="Transport">The transport of the query.</param>
/// <param name="Status">What it was answered with; 101 for a WebSocket in each version of HTTP.</param>
/// <param name="Extensions">The extensions that were agreed on for it.</param>
internal sealed record EngineRequestFacts(string Protocol, string Transport, int Status, string? Extensions = null);
