using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>Our emitter.</summary>
internal sealed class RedisEmitterSource(RedisEmitter emitter) : IClusterSource
{
    public Task EmitAsync(ClusterTarget target, string eventName, params object?[] arguments)
    {
        EmitterOperator sockets = SocketsOf(target);
        return (target.IsVolatile ? sockets.Volatile : sockets).EmitArgumentsAsync(eventName, arguments);
    }

    public Task SocketsJoinAsync(ClusterTarget target, params string[] rooms) => SocketsOf(target).SocketsJoinAsync(rooms);

    public Task SocketsLeaveAsync(ClusterTarget target, params string[] rooms) => SocketsOf(target).SocketsLeaveAsync(rooms);

    public Task DisconnectSocketsAsync(ClusterTarget target, bool close = false) => SocketsOf(target).DisconnectSocketsAsync(close);

    public Task ServerSideEmitAsync(string ns, string eventName, params object?[] arguments) =>
        emitter.Of(ns).ServerSide.EmitArgumentsAsync(eventName, arguments);

    public ValueTask DisposeAsync() => emitter.DisposeAsync();

    private EmitterOperator SocketsOf(ClusterTarget target) => emitter.Of(target.Namespace).To([.. target.Rooms]).Except([.. target.Except]);
}
