using System.Buffers.Binary;
using System.Text;

namespace Rpress.TestKit;

/// <summary>What a <see cref="LoadClient"/> has received: the answer to the handshake, then unmasked frames.</summary>
internal sealed class LoadFrames
{
    private const int FirstSize = 512;
    private const int LargestHeader = 10;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private bool _isOpen;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start == _end)
            {
                _start = _end = 0;
            }
            else if (_start > 0 && _end == _buffer.Length)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>Whether a close frame came.</summary>
    public bool HasClose { get; private set; }

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    public void Add(int length) => _end += length;

    /// <summary>Takes the next whole text message; other frames are passed over.</summary>
    /// <exception cref="InvalidDataException">The handshake was refused, or a message is not plain text in one frame.</exception>
    public bool TryTake(out int start, out int count)
    {
        (start, count) = (0, 0);
        if (!_isOpen && !TryOpen())
        {
            return false;
        }

        while (TryReadHeader(out byte first, out int header, out int length) && Unread.Length >= header + length)
        {
            (start, count) = (_start + header, length);
            _start += header + length;
            switch (first)
            {
                case RawWebSocketFrame.FinalText:
                    return true;
                case RawWebSocketFrame.Close:
                    HasClose = true;
                    break;
                case RawWebSocketFrame.Ping or RawWebSocketFrame.Pong:
                    break;
                default:
                    throw new InvalidDataException($"This client does not read frames that begin with 0x{first:x2}.");
            }
        }

        return false;
    }

    /// <summary>A message that was taken; good until more is received.</summary>
    public ReadOnlySpan<byte> Read(int start, int count) => _buffer.AsSpan(start, count);

    private bool TryOpen()
    {
        int end = Unread.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!Unread.StartsWith("HTTP/1.1 101 "u8))
        {
            throw new InvalidDataException($"The handshake was refused: {Encoding.UTF8.GetString(Unread)}");
        }

        _start += end + 4;
        return _isOpen = true;
    }

    private bool TryReadHeader(out byte first, out int header, out int length)
    {
        (first, header, length) = (0, LargestHeader, 0);
        if (Unread.Length < 2)
        {
            return false;
        }

        first = Unread[0];
        header = Unread[1] switch { 126 => 4, 127 => LargestHeader, _ => 2 };
        if (Unread.Length < header)
        {
            return false;
        }

        length = header switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(Unread[2..]),
            LargestHeader => checked((int)BinaryPrimitives.ReadUInt64BigEndian(Unread[2..])),
            _ => Unread[1],
        };
        return true;
    }
}
