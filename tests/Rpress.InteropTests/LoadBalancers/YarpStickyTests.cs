namespace Rpress.InteropTests.LoadBalancers;

/// <summary>YARP with its cookie.</summary>
public sealed class YarpStickyTests : StickyCases
{
    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) => YarpBalancer.StartAsync(nodes, isSticky: true);
}
