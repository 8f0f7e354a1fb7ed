using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Reads a raw connection to its end.</summary>
internal static class ConnectionReading
{
    /// <summary>Reads responses up to the one that announces the end of the connection, and makes sure that nothing follows it.</summary>
    public static async Task<List<RawHttpResponse>> ReadToCloseAsync(this RawHttpConnection connection)
    {
        var responses = new List<RawHttpResponse>();
        do
        {
            responses.Add(await connection.ReadResponseAsync());
        }
        while (responses[^1].Header("Connection") != "close");

        Assert.Empty(await connection.ReadToEndAsync());
        return responses;
    }

    /// <summary>The one response of a connection that the server closes after it.</summary>
    public static async Task<RawHttpResponse> ReadLastAsync(this RawHttpConnection connection) =>
        Assert.Single(await connection.ReadToCloseAsync());
}
