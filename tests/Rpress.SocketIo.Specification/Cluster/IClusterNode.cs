namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>A server of a cluster, ours or Node's, with the namespaces <c>/</c> and <c>/admin</c>; others are made when they are named.</summary>
public interface IClusterNode : IClusterSource
{
    /// <summary>The port of 127.0.0.1 where clients find it.</summary>
    int Port { get; }

    /// <summary>Sends an event to sockets and waits for their answers.</summary>
    Task<ClusterAnswers> EmitWithAckAsync(ClusterTarget target, TimeSpan timeout, string eventName, params object?[] arguments);

    /// <summary>Fetches a socket, of whatever server, sends it an event and waits for its answer.</summary>
    /// <returns>The answer, as in <see cref="ClusterAnswers"/>.</returns>
    Task<string> AskSocketAsync(string socketId, TimeSpan timeout, string eventName, params object?[] arguments);

    /// <summary>The sockets, of all servers.</summary>
    Task<IReadOnlyList<ClusterSocket>> FetchSocketsAsync(ClusterTarget target);

    /// <summary>Sends an event to the other servers and waits for their answers.</summary>
    Task<ClusterAnswers> ServerSideEmitWithAckAsync(string ns, string eventName, params object?[] arguments);

    /// <summary>Begins to hear an event of other servers, and to answer it if there is something to answer.</summary>
    Task ListenAsync(string ns, string eventName, object? answer = null);

    /// <summary>The next event of other servers that was heard: its namespace, and name and arguments as a JSON array; binary is <c>{"$bin":"Base64"}</c>.</summary>
    Task<string> ReadServerSideEventAsync();

    /// <summary>How many servers take part.</summary>
    Task<int> GetServerCountAsync(string ns);

    /// <summary>The rooms of the main namespace that anybody is in, on all servers.</summary>
    Task<IReadOnlyCollection<string>> GetAllRoomsAsync();

    /// <summary>The ids of the sockets in any of the rooms of the main namespace, on all servers; without rooms, of all sockets.</summary>
    Task<IReadOnlyCollection<string>> GetSocketIdsAsync(params string[] rooms);

    /// <summary>Puts a socket of this server into rooms; it is in them afterwards.</summary>
    Task JoinAsync(string socketId, params string[] rooms);

    /// <summary>Whether a socket of this server goes on as one whose connection broke off.</summary>
    Task<bool> HasRecoveredAsync(string socketId);

    /// <summary>Keeps something with a socket of this server.</summary>
    Task SetDataAsync(string socketId, string name, object? value);
}
