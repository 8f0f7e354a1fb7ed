using System.Net.Sockets;

namespace Rpress.FunctionalTests.Issues;

/// <summary>One GET over a unix socket.</summary>
internal static class UnixSocketClient
{
    public static async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        return await client.GetStringAsync("http://localhost/");
    }
}
