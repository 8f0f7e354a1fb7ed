using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What one server wants of the others, whatever it looks like on its way.</summary>
/// <param name="Type">What it is; a broadcast that wants no acks has no <see cref="RequestId"/>.</param>
internal sealed record ClusterMessage(ClusterMessageType Type)
{
    /// <summary>The server that asks; emitters may have none.</summary>
    public string? Uid { get; init; }

    /// <summary>What an answer has to name; null where none is wanted.</summary>
    public string? RequestId { get; init; }

    /// <summary>The sockets that are meant; null where none are.</summary>
    public BroadcastOptions? Options { get; init; }

    /// <summary>The rooms to join or to leave, or whose sockets are asked for.</summary>
    public IReadOnlyCollection<string> Rooms { get; init; } = [];

    /// <summary>The one socket that is meant; versions of npm's adapter before 7 name one, too.</summary>
    public string? SocketId { get; init; }

    /// <summary>Whether connections are to end as well.</summary>
    public bool Close { get; init; }

    /// <summary>An event: for sockets or for servers; null for one of another namespace.</summary>
    public SocketIoPacket? Packet { get; init; }
}
