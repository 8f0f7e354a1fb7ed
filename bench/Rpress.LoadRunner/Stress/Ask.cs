using System.Net;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>A request of a stress test, and what became of it.</summary>
internal static class Ask
{
    /// <summary>Stands for the status of a connection that ended without an answer.</summary>
    public const int Closed = 0;

    /// <summary>Stands for the status of a connection on which nothing happened in time.</summary>
    public const int Hung = -1;

    private const string HealthRequest = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// <summary>Asks for the health route on a connection that stays.</summary>
    public static async Task<int> HealthAsync(RawHttpConnection connection)
    {
        try
        {
            await connection.SendAsync(HealthRequest);
        }
        catch (IOException)
        {
            // the answer may have come before the end
        }

        return await StatusAsync(connection);
    }

    /// <summary>The same on a connection of its own.</summary>
    public static async Task<int> HealthAsync(EndPoint server)
    {
        await using RawHttpConnection connection = await RawHttpConnection.ConnectAsync(server);
        return await HealthAsync(connection);
    }

    /// <summary>The status of the next answer.</summary>
    public static async Task<int> StatusAsync(RawHttpConnection connection)
    {
        try
        {
            return (await connection.ReadResponseAsync()).Status;
        }
        catch (EndOfStreamException)
        {
            return Closed;
        }
        catch (TimeoutException)
        {
            return Hung;
        }
    }
}
