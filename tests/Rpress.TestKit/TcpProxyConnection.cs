using System.Net;
using System.Net.Sockets;

namespace Rpress.TestKit;

/// <summary>One connection through a <see cref="TcpProxy"/>: a socket to each side, and what carries bytes between them.</summary>
internal sealed class TcpProxyConnection : IDisposable
{
    private readonly Socket _client;
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TcpProxyConnection(Socket client) => _client = client;

    /// <summary>Connects to the server's side.</summary>
    /// <returns>Whether there was a server.</returns>
    public async Task<bool> TryConnectAsync(int port)
    {
        try
        {
            _client.NoDelay = _server.NoDelay = true;
            await Deadline.RunAsync(token => _server.ConnectAsync(IPAddress.Loopback, port, token).AsTask(), "a connection to the server", Deadline.Default);
            return true;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Carries bytes until both sides have ended, or it is cut.</summary>
    public async Task CarryAsync(TcpFlow toServer, TcpFlow toClient) =>
        await Task.WhenAll(CarryAsync(_client, _server, toServer), CarryAsync(_server, _client, toClient));

    public void Cut(TcpCut how)
    {
        _cut.TrySetResult(); // first: nothing is sent from here on
        Action<Socket> end = how == TcpCut.Reset ? Reset : End;
        end(_client);
        end(_server);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task CarryAsync(Socket from, Socket to, TcpFlow flow)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int received;
            while ((received = await from.ReceiveAsync(buffer)) > 0)
            {
                await ForwardAsync(buffer.AsMemory(0, received), to, flow);
            }

            // the end of a connection goes through no sooner than bytes do
            await flow.TakeAsync(0, _cut.Task);
            End(to);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            await flow.TakeAsync(0, _cut.Task);
            Cut(TcpCut.Reset);
        }
    }

    private async Task ForwardAsync(ReadOnlyMemory<byte> bytes, Socket to, TcpFlow flow)
    {
        while (!bytes.IsEmpty && await flow.TakeAsync(bytes.Length, _cut.Task) is { } share)
        {
            await SendAsync(bytes[..share.Bytes], to, flow, share);
            bytes = bytes[share.Bytes..];
        }
    }

    private static async Task SendAsync(ReadOnlyMemory<byte> bytes, Socket to, TcpFlow flow, TcpShare share)
    {
        bool isForwarded = false;
        try
        {
            for (var rest = bytes; !rest.IsEmpty;)
            {
                rest = rest[await to.SendAsync(rest)..];
            }

            isForwarded = true;
        }
        finally
        {
            flow.Complete(share, isForwarded);
        }
    }

    private static void Reset(Socket socket) => socket.Close(timeout: 0);

    private static void End(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // it has ended already
        }
    }
}
