namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>How a server of a cluster is made.</summary>
/// <param name="KeyPrefix">What its channels begin with; no other test has the same.</param>
/// <param name="Number">Which one of the cluster it is.</param>
/// <param name="RequestTimeout">How long it waits for other servers' answers.</param>
public sealed record ClusterNodeOptions(string KeyPrefix, int Number, TimeSpan RequestTimeout)
{
    /// <summary>Whether it answers to the server that asked alone: one of each cluster does, and all have to understand both ways.</summary>
    public bool UseSpecificResponseChannel => Number == 1;

    /// <summary>How clients go on whose connection broke off; null if they do not.</summary>
    public RecoveryConfig? Recovery { get; init; }

    /// <summary>The stream of servers that have one.</summary>
    public string StreamName => $"{KeyPrefix}-stream";

    /// <summary>What the keys of the saved sessions begin with; the private id comes after it.</summary>
    public string SessionKeyPrefix => $"{KeyPrefix}-session:";
}
