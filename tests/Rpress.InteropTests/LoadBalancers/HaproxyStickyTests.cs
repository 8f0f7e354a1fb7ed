namespace Rpress.InteropTests.LoadBalancers;

/// <summary>HAProxy with its cookie.</summary>
public sealed class HaproxyStickyTests : StickyCases
{
    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) => Haproxy.StartAsync("haproxy-sticky.cfg", nodes);
}
