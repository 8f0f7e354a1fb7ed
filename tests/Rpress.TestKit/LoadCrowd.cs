using System.Net;

namespace Rpress.TestKit;

/// <summary>Many <see cref="LoadClient"/>s of one server, or of several.</summary>
public static class LoadCrowd
{
    // fewer than a listener's backlog: what is beyond it waits a second for its next try
    private const int AtOnce = 200;

    /// <summary>Connects so many clients, some at a time.</summary>
    /// <param name="server">The address of the server.</param>
    /// <param name="count">How many.</param>
    /// <param name="handlerOf">Makes the handler of the client with the given number.</param>
    /// <returns>The clients, by number.</returns>
    public static Task<LoadClient[]> ConnectAsync(EndPoint server, int count, Func<int, LoadPacketHandler> handlerOf) =>
        ConnectAsync([server], count, handlerOf);

    /// <inheritdoc cref="ConnectAsync(EndPoint, int, Func{int, LoadPacketHandler})"/>
    /// <param name="servers">The addresses of the servers, which get the clients in turn.</param>
    public static async Task<LoadClient[]> ConnectAsync(IReadOnlyList<EndPoint> servers, int count, Func<int, LoadPacketHandler> handlerOf)
    {
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentNullException.ThrowIfNull(handlerOf);
        var clients = new LoadClient[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => clients[i] = await LoadClient.ConnectAsync(servers[i % servers.Count], handlerOf(i)));
        return clients;
    }

    /// <summary>Ends the connections of all of them.</summary>
    public static async Task DisposeAsync(IEnumerable<LoadClient> clients)
    {
        foreach (LoadClient client in clients)
        {
            await client.DisposeAsync();
        }
    }
}
