using System.IO.Pipelines;

namespace Rpress.Tests.Issues;

/// <summary>A body that never comes, on a stream whose reset makes cancelling throw, as the server core's does.</summary>
internal sealed class FaultyPipeReader : PipeReader
{
    public int Cancellations { get; private set; }

    public override void CancelPendingRead()
    {
        Cancellations++;
        throw new IOException("The client reset the request stream.");
    }

    public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void AdvanceTo(SequencePosition consumed) => throw new NotSupportedException();

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => throw new NotSupportedException();
}
