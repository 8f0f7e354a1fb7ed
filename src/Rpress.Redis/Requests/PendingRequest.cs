namespace Rpress;

/// <summary>Collects what so many servers answer.</summary>
/// <param name="expected">How many there are.</param>
/// <param name="read">Reads one answer.</param>
internal sealed class PendingRequest<T>(int expected, Func<ReceivedResponse, IEnumerable<T>> read) : IPendingRequest
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<T> _answers = []; // guarded by itself
    private int _responses; // guarded by _answers

    public Task Complete => _complete.Task;

    /// <summary>What has been answered.</summary>
    public IReadOnlyList<T> Answers
    {
        get
        {
            lock (_answers)
            {
                return [.. _answers];
            }
        }
    }

    public void OnResponse(ReceivedResponse response)
    {
        T[] part = [.. read(response)];
        lock (_answers)
        {
            if (_responses == expected)
            {
                return;
            }

            _answers.AddRange(part);
            if (++_responses < expected)
            {
                return;
            }
        }

        _complete.TrySetResult();
    }

    public void OnClosed() => _complete.TrySetException(new InvalidOperationException("The server is closing."));
}
