using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Requests that the HTTP/2 tests send around their attacks.</summary>
internal static class Http2Probe
{
    public static (string Name, string Value)[] Get(string path) =>
        [(":method", "GET"), (":scheme", "https"), (":path", path), (":authority", "x")];

    public static (string Name, string Value)[] Post(string path, string? length = null) => length is null
        ? [(":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "x")]
        : [(":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "x"), ("content-length", length)];

    /// <summary>Sends frames until the server ends the connection, or all are sent.</summary>
    public static async Task FloodAsync(int count, Func<int, Task> send)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await send(i);
            }
        }
        catch (IOException)
        {
            // the server has had enough
        }
    }

    /// <summary>Whether this connection still answers, or has been ended by the server: both are sound, hanging is not.</summary>
    public static async Task AssertAnswersOrEndedAsync(this RawHttp2Connection connection, int streamId)
    {
        try
        {
            await connection.SendHeadersAsync(streamId, true, Get("/after"));
        }
        catch (IOException)
        {
            return;
        }

        var response = await connection.ReadResponseAsync(streamId);
        Assert.True(response.Status == 200 || response.ResetErrorCode is not null || response.IsConnectionClosed);
    }

    /// <summary>Whether a fresh connection is served.</summary>
    public static async Task AssertAliveAsync(this RecordingServer server)
    {
        await using var connection = await server.Server.ConnectHttp2Async();
        await connection.SendHeadersAsync(1, true, Get("/alive"));
        Assert.Equal(200, (await connection.ReadResponseAsync(1)).Status);
    }
}
