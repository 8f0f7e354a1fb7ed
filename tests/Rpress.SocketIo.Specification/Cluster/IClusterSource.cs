namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>Who acts on the sockets of a cluster: one of its servers, or an emitter.</summary>
public interface IClusterSource : IAsyncDisposable
{
    /// <summary>Sends an event to sockets.</summary>
    Task EmitAsync(ClusterTarget target, string eventName, params object?[] arguments);

    /// <summary>Puts sockets into rooms.</summary>
    Task SocketsJoinAsync(ClusterTarget target, params string[] rooms);

    /// <summary>Takes sockets out of rooms.</summary>
    Task SocketsLeaveAsync(ClusterTarget target, params string[] rooms);

    /// <summary>Disconnects sockets.</summary>
    Task DisconnectSocketsAsync(ClusterTarget target, bool close = false);

    /// <summary>Sends an event to the servers.</summary>
    Task ServerSideEmitAsync(string ns, string eventName, params object?[] arguments);
}
