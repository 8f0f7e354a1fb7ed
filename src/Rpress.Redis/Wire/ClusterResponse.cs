namespace Rpress;

/// <summary>What one server answers to another, whatever it looks like on its way.</summary>
/// <param name="Type">What was asked for; for a broadcast whether it is a count or an ack.</param>
/// <param name="RequestId">What it was asked with.</param>
internal sealed record ClusterResponse(ClusterMessageType Type, string RequestId)
{
    /// <summary>Sockets with all that is known of them.</summary>
    public IReadOnlyList<SocketDetails> Sockets { get; init; } = [];

    /// <summary>Ids of sockets, or names of rooms.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>How many clients the server asks for an ack.</summary>
    public int ClientCount { get; init; }

    /// <summary>What a client, or a handler of the server, has answered.</summary>
    public EventArgument Answer { get; init; }
}
