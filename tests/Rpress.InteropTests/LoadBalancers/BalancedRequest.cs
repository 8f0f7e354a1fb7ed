using System.Net;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>A request that came to a server through the balancer.</summary>
/// <param name="Sid">The session that it names; null of a handshake.</param>
/// <param name="Transport">Its transport.</param>
/// <param name="Address">Where the server believes that it comes from.</param>
/// <param name="Scheme">By which scheme the server believes that it came.</param>
internal sealed record BalancedRequest(string? Sid, string? Transport, IPAddress? Address, string Scheme);
