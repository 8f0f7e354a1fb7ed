using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Rpress.TestKit;

/// <summary>A connection on which a test writes and reads HTTP/1.1 byte by byte.</summary>
public sealed class RawHttpConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly WireReader _reader;

    private RawHttpConnection(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
        _reader = new WireReader(stream);
    }

    /// <summary>The bound of every wait; default 15 s.</summary>
    public TimeSpan Timeout { get; set; } = Deadline.Default;

    /// <summary>The local address, as the server sees the peer.</summary>
    public EndPoint? LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>Opens a connection; with <paramref name="tls"/> over TLS with http/1.1 by ALPN.</summary>
    public static async Task<RawHttpConnection> ConnectAsync(EndPoint endPoint, bool tls = false)
    {
        var socket = await WireConnector.ConnectAsync(endPoint);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (tls)
        {
            stream = await WireConnector.AuthenticateAsync(stream, SslApplicationProtocol.Http11);
        }

        return new RawHttpConnection(socket, stream);
    }

    /// <summary>Sends text, each character as one byte.</summary>
    public Task SendAsync(string latin1) => SendAsync(Encoding.Latin1.GetBytes(latin1));

    /// <summary>Sends bytes.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        Deadline.RunAsync(token => _stream.WriteAsync(bytes, token).AsTask(), $"the peer taking {bytes.Length} bytes", Timeout);

    /// <summary>Reads exactly one response; <paramref name="head"/> says that it answers HEAD and has no body.</summary>
    public Task<RawHttpResponse> ReadResponseAsync(bool head = false) =>
        Deadline.RunAsync(token => RawHttpResponseReader.ReadAsync(_reader, head, token), "a whole response", Timeout);

    /// <summary>Reads this many bytes.</summary>
    public Task<byte[]> ReadExactlyAsync(int count) =>
        Deadline.RunAsync(token => _reader.ReadExactlyAsync(count, token), $"{count} bytes", Timeout);

    /// <summary>Reads everything until the peer closes or resets.</summary>
    public Task<byte[]> ReadToEndAsync() =>
        Deadline.RunAsync(_reader.ReadToEndAsync, "the end of the connection", Timeout);

    /// <summary>
    /// True once the peer has closed or reset, false if it has not within the bound. Bytes that arrive stay readable.
    /// </summary>
    public async Task<bool> IsClosedAsync(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Timeout);
        try
        {
            while (await _reader.FillAsync(deadline.Token))
            {
            }

            return true;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Closes the sending half: the peer sees the end, its answer can still be read.</summary>
    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException)
        {
            // the TLS close message of a connection that the peer has reset cannot be sent
        }
    }
}
