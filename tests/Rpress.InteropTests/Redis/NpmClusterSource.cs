using System.Text.Json;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>npm's emitter, or what npm's server has in common with it.</summary>
internal class NpmClusterSource : IClusterSource
{
    private readonly NpmCluster _cluster;

    protected NpmClusterSource(NpmCluster cluster, string name)
    {
        _cluster = cluster;
        Name = name;
    }

    /// <summary>What it is called in the process.</summary>
    protected string Name { get; }

    public static async Task<NpmClusterSource> StartEmitterAsync(NpmCluster cluster, string redis, string keyPrefix)
    {
        var emitter = new NpmClusterSource(cluster, $"{keyPrefix} emitter");
        await emitter.DoAsync("startEmitter", new() { ["redis"] = redis, ["keyPrefix"] = keyPrefix });
        return emitter;
    }

    public Task EmitAsync(ClusterTarget target, string eventName, params object?[] arguments) =>
        DoAsync("emit", new() { ["target"] = target, ["event"] = eventName, ["args"] = arguments });

    public Task SocketsJoinAsync(ClusterTarget target, params string[] rooms) =>
        DoAsync("socketsJoin", new() { ["target"] = target, ["rooms"] = rooms });

    public Task SocketsLeaveAsync(ClusterTarget target, params string[] rooms) =>
        DoAsync("socketsLeave", new() { ["target"] = target, ["rooms"] = rooms });

    public Task DisconnectSocketsAsync(ClusterTarget target, bool close = false) =>
        DoAsync("disconnectSockets", new() { ["target"] = target, ["close"] = close });

    public Task ServerSideEmitAsync(string ns, string eventName, params object?[] arguments) =>
        DoAsync("serverSideEmit", new() { ["namespace"] = ns, ["event"] = eventName, ["args"] = arguments });

    public async ValueTask DisposeAsync() => await DoAsync("stop", []);

    protected Task<JsonElement> DoAsync(string action, Dictionary<string, object?> parameters)
    {
        parameters["who"] = Name;
        return _cluster.DoAsync(action, parameters);
    }

    protected Task<JsonElement> ReadHeardAsync() => _cluster.ReadHeardAsync(Name);
}
