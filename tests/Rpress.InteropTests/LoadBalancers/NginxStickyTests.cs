namespace Rpress.InteropTests.LoadBalancers;

/// <summary>nginx with a cookie of its own.</summary>
public sealed class NginxStickyTests : StickyCases
{
    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) => Nginx.StartAsync("nginx-sticky.conf", nodes);
}
