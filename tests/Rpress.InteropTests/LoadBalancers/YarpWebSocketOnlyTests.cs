namespace Rpress.InteropTests.LoadBalancers;

/// <summary>YARP that takes the least busy server.</summary>
public sealed class YarpWebSocketOnlyTests : WebSocketOnlyCases
{
    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) => YarpBalancer.StartAsync(nodes, isSticky: false);
}
