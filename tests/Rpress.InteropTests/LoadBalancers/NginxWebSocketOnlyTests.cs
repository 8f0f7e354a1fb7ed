namespace Rpress.InteropTests.LoadBalancers;

/// <summary>nginx that takes the least busy server.</summary>
public sealed class NginxWebSocketOnlyTests : WebSocketOnlyCases
{
    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) => Nginx.StartAsync("nginx-websocket-only.conf", nodes);
}
