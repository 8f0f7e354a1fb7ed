namespace Rpress.InteropTests.LoadBalancers;

/// <summary>A running load balancer in front of two servers.</summary>
internal interface IBalancer : IAsyncDisposable
{
    /// <summary>Where clients connect to.</summary>
    Uri Address { get; }
}
