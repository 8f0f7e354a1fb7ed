using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>Connections that are open, counted by the server, and do nothing.</summary>
internal sealed class HeldConnections : IAsyncDisposable
{
    private readonly List<RawHttpConnection> _connections = [];

    public static async Task<HeldConnections> OpenAsync(TestServer server, int count)
    {
        var held = new HeldConnections();
        for (var i = 0; i < count; i++)
        {
            held._connections.Add(await RawHttpConnection.ConnectAsync(server.EndPoint));
        }

        await Eventually.TrueAsync(() => server.App.ConnectionCount == count, $"{count} connections to be counted");
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }
}
