using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Rpress.Benchmarks;

/// <summary>A connection whose client reads everything at once: what is written to it costs no more than the writing.</summary>
internal sealed class DrainedConnection : UpgradedConnection, IDisposable
{
    private readonly Pipe _input = new();
    private readonly Sink _output;

    /// <param name="onWritten">Called with the length of each message that is written at once.</param>
    public DrainedConnection(Action<DrainedConnection, int>? onWritten = null)
    {
        _output = new(length => onWritten?.Invoke(this, length));
    }

    public override PipeReader Input => _input.Reader;

    public override PipeWriter Output => _output;

    /// <summary>When the client last sent something.</summary>
    public long SentAt { get; private set; } = TimeProvider.System.GetTimestamp();

    /// <summary>The client sends a short text.</summary>
    public void Send(string text)
    {
        byte[] data = Encoding.UTF8.GetBytes(text);
        SentAt = TimeProvider.System.GetTimestamp();
        _input.Writer.Write<byte>([0x81, (byte)(0x80 | data.Length), 0, 0, 0, 0, .. data]);
        _ = _input.Writer.FlushAsync().AsTask();
    }

    public override void Abort() => _input.Writer.Complete();

    public void Dispose() => _input.Reader.Complete();

    private sealed class Sink(Action<int> onWritten) : PipeWriter
    {
        private readonly byte[] _buffer = new byte[64 * 1024];

        public override void Advance(int bytes)
        {
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            source.CopyTo(_buffer);
            onWritten(source.Length);
            return default;
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
