using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Knows which sockets of a namespace are in which rooms, and brings broadcasts to them. One is made for each namespace.</summary>
/// <remarks>Members are called from many threads. An adapter for several servers derives from <see cref="InMemoryAdapter"/>, which delivers to this server's own sockets.</remarks>
public abstract partial class SocketIoAdapter
{
    /// <summary>Makes the adapter of a namespace.</summary>
    protected SocketIoAdapter(RpressNamespace @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        Namespace = @namespace;
        RoomEvents = new(@namespace);
    }

    /// <summary>The namespace.</summary>
    public RpressNamespace Namespace { get; }

    /// <summary>Puts a socket into rooms.</summary>
    /// <exception cref="InvalidOperationException">It would be in too many.</exception>
    public abstract Task AddAllAsync(string socketId, IReadOnlyCollection<string> rooms);

    /// <summary>Takes a socket out of a room.</summary>
    public abstract Task RemoveAsync(string socketId, string room);

    /// <summary>Takes a socket out of all its rooms, as it is disconnected.</summary>
    public abstract Task RemoveAllAsync(string socketId);

    /// <summary>Sends a packet to many sockets.</summary>
    public abstract Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options);

    /// <summary>Sends an event without an id to many sockets, each of which is asked for an ack.</summary>
    /// <param name="packet">The event.</param>
    /// <param name="options">Whom it goes to.</param>
    /// <param name="acks">Is told by each server how many clients it asks, and of each answer.</param>
    public abstract Task BroadcastWithAckAsync(SocketIoPacket packet, BroadcastOptions options, BroadcastAcks acks);

    /// <summary>The rooms that a socket of this server is in.</summary>
    public abstract IReadOnlyCollection<string> GetRooms(string socketId);

    /// <summary>The ids of the sockets in any of the rooms, each once; without rooms, of all sockets.</summary>
    public abstract Task<IReadOnlyCollection<string>> GetSocketIdsAsync(IReadOnlyCollection<string> rooms);

    /// <summary>The names of the rooms that anybody is in, on all servers; a socket's own room is named like it.</summary>
    public abstract Task<IReadOnlyCollection<string>> GetAllRoomsAsync();

    /// <summary>The sockets that the options describe, of all servers.</summary>
    public abstract Task<IReadOnlyList<SocketDetails>> FetchSocketsAsync(BroadcastOptions options);

    /// <summary>Puts the sockets that the options describe into rooms.</summary>
    /// <exception cref="InvalidOperationException">A socket would be in too many; the others are in them.</exception>
    public abstract Task AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms);

    /// <summary>Takes the sockets that the options describe out of rooms.</summary>
    public abstract Task RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms);

    /// <summary>Disconnects the sockets that the options describe.</summary>
    /// <param name="options">Which they are.</param>
    /// <param name="close">Whether their connections end as well.</param>
    public abstract Task DisconnectSocketsAsync(BroadcastOptions options, bool close);

    /// <summary>Reads what another server has told of one of its sockets.</summary>
    /// <exception cref="FormatException">It is no socket.</exception>
    protected SocketDetails ReadDetails(JsonElement json) => SocketDetailsJson.Read(json, Namespace.Io.Json);

    /// <summary>How many servers take part.</summary>
    public virtual Task<int> GetServerCountAsync() => Task.FromResult(1);

    /// <summary>Gets ready for the first socket. At the start of the server what fails here fails the start; for a namespace that is made later it is logged.</summary>
    /// <param name="cancellationToken">That of the start.</param>
    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets go of what the adapter holds; the server is closing, or the namespace has gone.</summary>
    public virtual Task CloseAsync() => Task.CompletedTask;
}
