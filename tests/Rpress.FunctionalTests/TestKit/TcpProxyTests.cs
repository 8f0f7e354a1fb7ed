using System.Net;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.TestKit;

/// <summary>The network that the tests of clients break; between sockets that speak nothing.</summary>
public sealed class TcpProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];
    private TcpProxy _proxy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _server.Start();
        _proxy = TcpProxy.Start(PortOf(_server));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _sockets.ForEach(socket => socket.Dispose());
        _server.Dispose();
    }

    [Fact]
    public async Task Bytes_OfBothSides_GoThroughWithTheirEnd()
    {
        var (client, server) = await ConnectAsync();

        await client.SendAsync("question"u8.ToArray(), Token);
        Assert.Equal("question"u8.ToArray(), await ReadAsync(server, 8));
        await server.SendAsync("answer"u8.ToArray(), Token);
        server.Shutdown(SocketShutdown.Send);

        Assert.Equal("answer"u8.ToArray(), await ReadToEndAsync(client));
        await client.SendAsync("more"u8.ToArray(), Token);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("more"u8.ToArray(), await ReadToEndAsync(server));
        await Eventually.TrueAsync(() => _proxy.OpenConnections == 0, "that the connection is forgotten");
        Assert.Equal((12, 6), (_proxy.Forwarded(TcpDirection.ToServer), _proxy.Forwarded(TcpDirection.ToClient)));
    }

    [Fact]
    public async Task CutAll_OfTwoConnections_ResetsAllFourSockets()
    {
        var (first, firstServer) = await ConnectAsync();
        var (second, secondServer) = await ConnectAsync();
        Assert.Equal((2, 2), (_proxy.OpenConnections, _proxy.MadeConnections));

        _proxy.CutAll();

        foreach (var socket in new[] { first, firstServer, second, secondServer })
        {
            Assert.Equal(SocketError.ConnectionReset, await ErrorAsync(socket));
        }

        Assert.Equal((0, 2), (_proxy.OpenConnections, _proxy.MadeConnections));
        await ConnectAsync();
        Assert.Equal((1, 3), (_proxy.OpenConnections, _proxy.MadeConnections));
    }

    [Fact]
    public async Task CutAll_ByFin_EndsBothSidesAndThrowsAwayWhatTheySend()
    {
        var (client, server) = await ConnectAsync();

        _proxy.CutAll(TcpCut.Close);

        Assert.Empty(await ReadToEndAsync(client));
        Assert.Empty(await ReadToEndAsync(server));
        await client.SendAsync("late"u8.ToArray(), Token);
        Assert.Equal(0, _proxy.OpenConnections);
        Assert.Equal(0, _proxy.Forwarded(TcpDirection.ToServer));
    }

    [Theory]
    [InlineData(TcpDirection.ToClient, 1)]
    [InlineData(TcpDirection.ToClient, 100_000)]
    [InlineData(TcpDirection.ToServer, 100_000)]
    public async Task CutAfter_OfSoManyBytes_LetsExactlyThoseThrough(TcpDirection direction, int bytes)
    {
        var (client, server) = await ConnectAsync();
        var (other, _) = await ConnectAsync();
        var (sender, receiver) = direction == TcpDirection.ToClient ? (server, client) : (client, server);
        await sender.SendAsync("before"u8.ToArray(), Token);
        Assert.Equal(6, (await ReadAsync(receiver, 6)).Length);

        var cut = _proxy.CutAfterAsync(direction, bytes);
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251)).ToArray();
        var sending = sender.SendAsync(content, Token).AsTask();

        Assert.Equal(content[..bytes], await ReadToEndAsync(receiver));
        await cut.WaitAsync(_bound, Token);
        Assert.Empty(await ReadToEndAsync(other));
        await sending.WaitAsync(_bound, Token);
        var (next, nextServer) = await ConnectAsync();
        await next.SendAsync("after"u8.ToArray(), Token);
        Assert.Equal(5, (await ReadAsync(nextServer, 5)).Length);
    }

    [Fact]
    public async Task Hold_OfOneDirection_KeepsItsBytesAndItsEndUntilItIsResumed()
    {
        var (client, server) = await ConnectAsync();

        _proxy.Hold(TcpDirection.ToClient);
        await server.SendAsync("held"u8.ToArray(), Token);
        server.Shutdown(SocketShutdown.Send);
        var read = ReadToEndAsync(client);
        await client.SendAsync("through"u8.ToArray(), Token);

        Assert.Equal(7, (await ReadAsync(server, 7)).Length);
        Assert.False(read.IsCompleted);
        _proxy.Resume(TcpDirection.ToClient);
        Assert.Equal("held"u8.ToArray(), await read);
    }

    [Fact]
    public async Task CutAll_WhileItStandsStill_EndsTheConnectionAllTheSame()
    {
        _proxy.Hold(TcpDirection.ToClient);
        _proxy.Hold(TcpDirection.ToServer);
        var (client, server) = await ConnectAsync();
        await client.SendAsync("held"u8.ToArray(), Token);

        _proxy.CutAll();

        Assert.Equal(SocketError.ConnectionReset, await ErrorAsync(client));
        Assert.Equal(SocketError.ConnectionReset, await ErrorAsync(server));
    }

    [Fact]
    public async Task Refuse_UntilAccept_EndsNewConnectionsAlone()
    {
        var (client, server) = await ConnectAsync();

        _proxy.Refuse();
        Assert.Equal(SocketError.ConnectionReset, await RefusalAsync());
        await Eventually.TrueAsync(() => _proxy.RefusedConnections == 1, "that the connection is counted");
        await client.SendAsync("still"u8.ToArray(), Token);
        Assert.Equal(5, (await ReadAsync(server, 5)).Length);

        _proxy.Accept();
        await ConnectAsync();
        Assert.Equal((2, 1), (_proxy.MadeConnections, _proxy.RefusedConnections));
    }

    [Fact]
    public async Task TargetPort_OfAnotherServer_HoldsForNewConnections()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        _proxy.TargetPort = PortOf(other);
        var client = await DialAsync();
        using var server = await other.AcceptSocketAsync(Token).AsTask().WaitAsync(_bound, Token);
        await client.SendAsync("hello"u8.ToArray(), Token);

        Assert.Equal("hello"u8.ToArray(), await ReadAsync(server, 5));
    }

    [Fact]
    public async Task Connection_WithoutAServer_EndsAtOnce()
    {
        _server.Stop();

        Assert.Equal(SocketError.ConnectionReset, await RefusalAsync());

        await Eventually.TrueAsync(() => _proxy.RefusedConnections == 1, "that the connection is counted");
        Assert.Equal(0, _proxy.MadeConnections);
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var made = _proxy.MadeConnections;
        var client = await DialAsync();
        var server = await _server.AcceptSocketAsync(Token).AsTask().WaitAsync(_bound, Token);
        _sockets.Add(server);
        await Eventually.TrueAsync(() => _proxy.MadeConnections > made, "that the connection is counted");
        return (client, server);
    }

    private async Task<Socket> DialAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(client);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port, Token);
        return client;
    }

    // the reset may come before the socket knows that it was connected
    private async Task<SocketError> RefusalAsync()
    {
        try
        {
            return await ErrorAsync(await DialAsync());
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = await ReadToEndAsync(socket, count);
        Assert.Equal(count, bytes.Length);
        return bytes;
    }

    private static async Task<byte[]> ReadToEndAsync(Socket socket, int most = int.MaxValue)
    {
        var content = new List<byte>();
        var buffer = new byte[16 * 1024];
        int received;
        do
        {
            var rest = buffer.AsMemory(0, Math.Min(buffer.Length, most - content.Count));
            received = await socket.ReceiveAsync(rest, Token).AsTask().WaitAsync(_bound, Token);
            content.AddRange(buffer[..received]);
        }
        while (received > 0 && content.Count < most);
        return [.. content];
    }

    private static async Task<SocketError> ErrorAsync(Socket socket)
    {
        try
        {
            var received = await socket.ReceiveAsync(new byte[1], Token).AsTask().WaitAsync(_bound, Token);
            throw new InvalidOperationException($"The connection goes on, or has ended in peace: {received} bytes came.");
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
