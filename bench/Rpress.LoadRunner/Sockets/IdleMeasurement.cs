namespace Rpress.LoadRunner;

/// <summary>Takes the resident memory of a server before and with so many idle connections.</summary>
/// <param name="settled">How many looks without a change of a hundredth it takes for the memory to have settled.</param>
internal sealed class IdleMeasurement(int settled)
{
    private const int WarmUp = 100;
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    public async Task<Sample> TakeAsync(RunningServers server, int connections)
    {
        // what the first connections load and compile is no connection's
        await SocketDialect.DisposeAsync(await ConnectAsync(server, Math.Min(WarmUp, connections)));
        long before = await SettledAsync(server);
        ILoadConnection[] clients = await ConnectAsync(server, connections);
        long after = await SettledAsync(server);
        int ended = clients.Count(client => client.Ended.IsCompleted);
        await SocketDialect.DisposeAsync(clients);
        return new()
        {
            [Metrics.MemoryPerConnection] = (after - before) / 1024.0 / connections,
            [Metrics.MemoryBefore] = before / 1e6,
            [Metrics.Memory] = after / 1e6,
            [Metrics.Failed] = ended,
        };
    }

    private static Task<ILoadConnection[]> ConnectAsync(RunningServers server, int count) =>
        SocketPeers.DialectOf(server.Peer).ConnectAsync(server.EndPoints, count, _ => _ => { });

    private async Task<long> SettledAsync(RunningServers server)
    {
        long last = server.Memory;
        int unchanged = 0;
        for (TimeSpan waited = TimeSpan.Zero; unchanged < settled && waited < _bound; waited += _look)
        {
            await Task.Delay(_look);
            long now = server.Memory;
            unchanged = Math.Abs(now - last) < last / 100 ? unchanged + 1 : 0;
            last = unchanged == 0 ? now : last;
        }

        return server.Memory;
    }
}
