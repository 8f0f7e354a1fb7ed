using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rpress.TestKit;

/// <summary>
/// A Socket.IO client over WebSocket that costs little, so that a process holds ten thousand: one socket, one buffer, one reader. It joins
/// the main namespace, answers pings, and hands over every other packet as the bytes of its text.
/// </summary>
public sealed class LoadClient : IAsyncDisposable
{
    private const string Handshake = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private static readonly TimeSpan _connectBound = TimeSpan.FromSeconds(60);
    private static readonly byte[] _handshake = Encoding.ASCII.GetBytes(Handshake);
    private static readonly byte[] _pong = Frame("3");
    private static readonly byte[] _close = RawWebSocketFrame.Encode(RawWebSocketFrame.Close, [0x03, 0xe8]);

    private readonly Socket _socket;
    private readonly LoadPacketHandler _onPacket;
    private readonly byte[] _join;
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoadFrames _frames = new();
    private Task _reading = Task.CompletedTask;
    private bool _hasClosed;

    private LoadClient(Socket socket, LoadPacketHandler onPacket, string auth)
    {
        _socket = socket;
        _onPacket = onPacket;
        _join = Frame("40" + auth);
    }

    /// <summary>What the server answered to the join: the id, and with recovery the private id.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Completes when the connection has ended, whoever ended it.</summary>
    public Task Ended => _reading;

    /// <summary>Connects, and returns once the namespace is joined.</summary>
    /// <param name="server">The address of the server.</param>
    /// <param name="onPacket">Called for each packet, one after the other for a client; clients call at the same time.</param>
    /// <param name="auth">What is sent with the join, as JSON.</param>
    /// <exception cref="InvalidDataException">The server refused the connection or the join.</exception>
    /// <exception cref="TimeoutException">The client was not in after a minute.</exception>
    public static async Task<LoadClient> ConnectAsync(EndPoint server, LoadPacketHandler onPacket, string auth = "")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var client = new LoadClient(socket, onPacket, auth);
        try
        {
            await Deadline.RunAsync(token => client.OpenAsync(server).WaitAsync(token), "a client to be in", _connectBound);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>The bytes of a text message, for any client to send any number of times.</summary>
    public static byte[] Frame(string packet) => RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, Encoding.UTF8.GetBytes(packet));

    /// <summary>Sends a message that <see cref="Frame"/> made.</summary>
    /// <exception cref="SocketException">The connection has ended.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame)
    {
        // the socket queues what is sent at the same time, and sends each whole
        for (int sent = 0; sent < frame.Length;)
        {
            sent += await _socket.SendAsync(frame[sent..]);
        }
    }

    /// <summary>Leaves as a browser does that closes a page, and returns once the server has closed too.</summary>
    public async Task LeaveAsync()
    {
        await CloseAsync();
        await Deadline.RunAsync(_reading.WaitAsync, "the server to close", _connectBound);
    }

    /// <summary>Loses the connection: the server sees a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new(enable: true, seconds: 0);
        _socket.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
    }

    private async Task OpenAsync(EndPoint server)
    {
        await _socket.ConnectAsync(server);
        await SendAsync(_handshake);
        _reading = ReadAsync();
        await _joined.Task;
    }

    private async Task ReadAsync()
    {
        string end = "The connection ended before the client was in.";
        try
        {
            while (await _socket.ReceiveAsync(_frames.Free) is > 0 and var length)
            {
                _frames.Add(length);
                while (_frames.TryTake(out int start, out int count))
                {
                    await TakeAsync(start, count);
                }

                if (_frames.HasClose)
                {
                    // RFC 6455 §5.5.1: a close is answered; then the server ends the connection
                    await CloseAsync();
                }
            }
        }
        catch (InvalidDataException error)
        {
            end = error.Message;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // reset, by whichever side
        }

        _joined.TrySetException(new InvalidDataException(end));
    }

    private ValueTask CloseAsync() => Interlocked.Exchange(ref _hasClosed, true) ? ValueTask.CompletedTask : SendAsync(_close);

    private ValueTask TakeAsync(int start, int count)
    {
        ReadOnlySpan<byte> packet = _frames.Read(start, count);
        switch (packet)
        {
            case [(byte)'2']:
                return SendAsync(_pong);
            case [(byte)'0', ..]:
                return SendAsync(_join);
            case [(byte)'4', (byte)'0', ..]:
                Answer = Encoding.UTF8.GetString(packet);
                _joined.TrySetResult();
                return ValueTask.CompletedTask;
            case [(byte)'4', (byte)'4', ..]:
                throw new InvalidDataException($"The join was refused: {Encoding.UTF8.GetString(packet)}");
            default:
                _onPacket(packet);
                return ValueTask.CompletedTask;
        }
    }
}
