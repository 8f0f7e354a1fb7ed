using System.Net;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>How clients speak to a real-time server: what events look like on the wire, and how a client gets in.</summary>
internal abstract class SocketDialect
{
    // fewer than a listener's backlog: what is beyond it waits a second for its next try
    private const int AtOnce = 200;

    /// <summary>An event with texts as arguments, as a client sends it.</summary>
    public abstract byte[] Event(string name, params string[] arguments);

    /// <summary>The same as the server sends it and a client is handed it.</summary>
    public abstract byte[] Received(string name, params string[] arguments);

    /// <summary>Connects, and returns once the server takes events.</summary>
    /// <param name="server">The address of the server.</param>
    /// <param name="onPacket">Called for each event, one after the other for a client; clients call at the same time.</param>
    public abstract Task<ILoadConnection> ConnectAsync(EndPoint server, LoadPacketHandler onPacket);

    /// <summary>Connects many, some at a time; the servers get them in turn.</summary>
    public async Task<ILoadConnection[]> ConnectAsync(IReadOnlyList<EndPoint> servers, int count, Func<int, LoadPacketHandler> handlerOf)
    {
        var connections = new ILoadConnection[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => connections[i] = await ConnectAsync(servers[i % servers.Count], handlerOf(i)));
        return connections;
    }

    /// <summary>Ends the connections of all of them.</summary>
    public static async Task DisposeAsync(IEnumerable<ILoadConnection> connections)
    {
        foreach (ILoadConnection connection in connections)
        {
            await connection.DisposeAsync();
        }
    }
}
