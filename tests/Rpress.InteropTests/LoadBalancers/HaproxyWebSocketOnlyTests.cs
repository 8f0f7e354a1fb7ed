namespace Rpress.InteropTests.LoadBalancers;

/// <summary>HAProxy that takes the least busy server.</summary>
public sealed class HaproxyWebSocketOnlyTests : WebSocketOnlyCases
{
    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) => Haproxy.StartAsync("haproxy-websocket-only.cfg", nodes);
}
