using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rpress.FunctionalTests.Client;

/// <summary>An HTTP proxy: it makes tunnels for CONNECT, and passes requests in absolute form on as they are.</summary>
internal sealed class ForwardProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public ForwardProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The first line of each connection.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true)
            {
                carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient accepted)
    {
        using TcpClient client = accepted;
        using var server = new TcpClient();
        try
        {
            NetworkStream from = client.GetStream();
            string head = await ReadHeadAsync(from);
            string line = head[..head.IndexOf('\r', StringComparison.Ordinal)];
            Asked.Enqueue(line);
            string target = line.Split(' ')[1];
            bool isTunnel = line.StartsWith("CONNECT ", StringComparison.Ordinal);
            var uri = new Uri(isTunnel ? $"http://{target}" : target);
            await server.ConnectAsync(uri.Host, uri.Port, _end.Token);
            NetworkStream to = server.GetStream();
            await (isTunnel ? from : to).WriteAsync(Encoding.ASCII.GetBytes(isTunnel ? "HTTP/1.1 200 OK\r\n\r\n" : head), _end.Token);
            Task[] copies = [from.CopyToAsync(to, _end.Token), to.CopyToAsync(from, _end.Token)];
            await Task.WhenAny(copies);
            client.Close();
            server.Close();
            await Task.WhenAll(copies);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // one side has gone
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _end.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.Length > 0 ? head.ToString() : throw new IOException("There was no request.");
    }
}
