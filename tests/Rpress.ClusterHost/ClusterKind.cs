namespace Rpress.ClusterHost;

/// <summary>What makes several servers one.</summary>
public enum ClusterKind
{
    /// <summary>The classic adapter.</summary>
    Classic,

    /// <summary>The sharded adapter, with its default channels.</summary>
    Sharded,

    /// <summary>The streams adapter.</summary>
    Streams,

    /// <summary>The streams adapter, with connection state recovery.</summary>
    Recovery,
}
