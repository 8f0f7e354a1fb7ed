using System.Net.Sockets;
using System.Text;

namespace Rpress.TestKit;

/// <summary>Reads lines and exact counts from a connection; a cancelled wait loses no byte.</summary>
internal sealed class WireReader(Stream stream)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private Task<int>? _pendingRead;

    public bool IsEnded { get; private set; }

    public bool IsReset { get; private set; }

    public string EndReason => IsReset ? "the peer reset the connection" : "the peer closed the connection";

    /// <summary>Waits for more bytes; false once the peer has closed or reset.</summary>
    public async Task<bool> FillAsync(CancellationToken token)
    {
        if (IsEnded)
        {
            return false;
        }

        try
        {
            _pendingRead ??= StartRead();
            var count = await _pendingRead.WaitAsync(token);
            _pendingRead = null;
            _end += count;
            IsEnded = count == 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            IsReset = IsEnded = true;
        }

        return !IsEnded;
    }

    /// <summary>Reads one line that must end in CRLF, without it.</summary>
    public async Task<string> ReadLineAsync(CancellationToken token)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
        {
            await RequireMoreAsync("a line", token);
        }

        if (length == 0 || _buffer[_start + length - 1] != '\r')
        {
            throw new InvalidDataException("A line ended in a bare LF.");
        }

        var line = Encoding.Latin1.GetString(_buffer, _start, length - 1);
        _start += length + 1;
        return line;
    }

    public async Task<byte[]> ReadExactlyAsync(int count, CancellationToken token)
    {
        while (_end - _start < count)
        {
            await RequireMoreAsync($"{count} bytes", token);
        }

        return Take(count);
    }

    /// <summary>Reads until the peer closes or resets.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken token)
    {
        while (await FillAsync(token))
        {
        }

        return Take(_end - _start);
    }

    /// <summary>Whether another message begins; false once the peer has closed or reset before it.</summary>
    public async Task<bool> HasMoreAsync(CancellationToken token) => _end > _start || await FillAsync(token);

    private async Task RequireMoreAsync(string awaited, CancellationToken token)
    {
        if (!await FillAsync(token))
        {
            throw new EndOfStreamException($"Expected {awaited}, but after {_end - _start} bytes of it {EndReason}.");
        }
    }

    private byte[] Take(int count)
    {
        var taken = _buffer.AsSpan(_start, count).ToArray();
        _start += count;
        return taken;
    }

    private Task<int> StartRead()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end > _buffer.Length / 2)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        return stream.ReadAsync(_buffer.AsMemory(_end)).AsTask();
    }
}
