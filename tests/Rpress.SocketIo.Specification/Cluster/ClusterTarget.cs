namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>The sockets that something concerns.</summary>
public sealed record ClusterTarget
{
    /// <summary>All sockets of the main namespace.</summary>
    public static ClusterTarget Everyone { get; } = new();

    /// <summary>The namespace, with its slash.</summary>
    public string Namespace { get; init; } = "/";

    /// <summary>The rooms they are in; without any, all sockets of the namespace.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>The rooms they are not in.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether only those of the server that acts.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether only those that can be written to at once.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>The sockets of rooms of the main namespace.</summary>
    public static ClusterTarget To(params string[] rooms) => new() { Rooms = rooms };
}
