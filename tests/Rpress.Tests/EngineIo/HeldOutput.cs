using System.Buffers;
using System.IO.Pipelines;

namespace Rpress.Tests.EngineIo;

/// <summary>What a server writes, flush by flush; while it is held, a flush does not complete.</summary>
internal sealed class HeldOutput : PipeWriter
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _flushes = []; // guarded by _gate
    private ArrayBufferWriter<byte> _pending = new();
    private TaskCompletionSource<FlushResult>? _held; // guarded by _gate
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously); // guarded by _gate

    /// <summary>Whether flushes wait for <see cref="Release"/>.</summary>
    public bool IsHeld { get; set; }

    public IReadOnlyList<byte[]> Flushes
    {
        get
        {
            lock (_gate)
            {
                return [.. _flushes];
            }
        }
    }

    public byte[] Bytes => [.. Flushes.SelectMany(flush => flush)];

    /// <summary>Returns once as many flushes have been made.</summary>
    public async Task ReachAsync(int count)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_flushes.Count >= count)
                {
                    return;
                }

                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(TimeSpan.FromSeconds(15));
        }
    }

    /// <summary>Lets the flush that waits complete, and those that come.</summary>
    public void Release()
    {
        TaskCompletionSource<FlushResult>? held;
        lock (_gate)
        {
            IsHeld = false;
            held = _held;
            _held = null;
        }

        held?.SetResult(default);
    }

    /// <summary>Ends the flush that waits as a connection does that is broken off.</summary>
    public void Break()
    {
        TaskCompletionSource<FlushResult>? held;
        lock (_gate)
        {
            held = _held;
            _held = null;
        }

        held?.TrySetException(new IOException("broken off"));
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pending.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pending.GetSpan(sizeHint);

    public override void Advance(int bytes) => _pending.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Assert.Null(_held);
            _flushes.Add(_pending.WrittenSpan.ToArray());
            _pending = new();
            TaskCompletionSource arrived = _arrived;
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            arrived.SetResult();
            if (!IsHeld)
            {
                return default;
            }

            _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_held.Task);
        }
    }

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null)
    {
    }
}
