namespace Rpress.SampleTests.Samples;

/// <summary>Two nodes without nginx, for tests that stop neither.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private ClusterProcess? _cluster;

    public ClusterProcess Cluster => _cluster ?? throw new InvalidOperationException("The sample has not been started.");

    public async ValueTask InitializeAsync() => _cluster = await ClusterProcess.StartAsync();

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
