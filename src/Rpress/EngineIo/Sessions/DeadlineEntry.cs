namespace Rpress;

/// <summary>A place in a <see cref="DeadlineQueue"/>.</summary>
internal sealed class DeadlineEntry(object owner)
{
    /// <summary>Whose deadline it is.</summary>
    public object Owner { get; } = owner;

    /// <summary>When it falls due, in ticks of the clock; set by the queue.</summary>
    public long DueAt { get; set; }

    /// <summary>The queue it stands in, if any. Guarded by that queue's lock.</summary>
    public DeadlineQueue? Queue { get; set; }

    /// <summary>Its neighbours. Guarded by the queue's lock.</summary>
    public DeadlineEntry? Previous { get; set; }

    public DeadlineEntry? Next { get; set; }
}
