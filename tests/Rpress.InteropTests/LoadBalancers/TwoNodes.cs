namespace Rpress.InteropTests.LoadBalancers;

/// <summary>The servers behind a balancer.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private TwoNodes(BalancedNode first, BalancedNode second)
    {
        First = first;
        Second = second;
    }

    public BalancedNode First { get; }

    public BalancedNode Second { get; }

    public static async Task<TwoNodes> StartAsync(EioConfig? engine = null) =>
        new(await BalancedNode.StartAsync("first", engine ?? new()), await BalancedNode.StartAsync("second", engine ?? new()));

    public BalancedNode Of(string name) => name == First.Name ? First : Second;

    public BalancedNode Other(BalancedNode node) => node == First ? Second : First;

    /// <summary>No session was asked for at both, and nothing was refused.</summary>
    public void AssertSticky()
    {
        Assert.Empty(SidsOf(First).Intersect(SidsOf(Second)));
        Assert.Equal((0, 0), (First.Refusals, Second.Refusals));
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    private static IEnumerable<string> SidsOf(BalancedNode node) => node.Requests.Select(request => request.Sid).OfType<string>();
}
