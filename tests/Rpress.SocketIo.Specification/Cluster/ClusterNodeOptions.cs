namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>How a server of a cluster is made.</summary>
/// <param name="KeyPrefix">What its channels begin with; no other test has the same.</param>
/// <param name="Number">Which one of the cluster it is.</param>
/// <param name="RequestTimeout">How long it waits for other servers' answers.</param>
public sealed record ClusterNodeOptions(string KeyPrefix, int Number, TimeSpan RequestTimeout)
{
    /// <summary>Whether it answers to the server that asked alone: one of each cluster does, and all have to understand both ways.</summary>
    public bool UseSpecificResponseChannel => Number == 1;
}
