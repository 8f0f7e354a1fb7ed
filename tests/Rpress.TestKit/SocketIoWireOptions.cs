namespace Rpress.TestKit;

/// <summary>How a <see cref="SocketIoWire"/> connects.</summary>
public sealed record SocketIoWireOptions
{
    /// <summary>The transport, as it stands in the query.</summary>
    public string Transport { get; init; } = EioConfig.WebSocket;

    /// <summary>The path of the server.</summary>
    public string Path { get; init; } = "/socket.io/";

    /// <summary>What is added to the query, beginning with <c>&amp;</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Header fields of every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether pings are answered below the client, so that it does not see them.</summary>
    public bool AnswersPings { get; init; } = true;

    /// <summary>Whether what the server sends is taken from the connection at all.</summary>
    public bool IsReading { get; init; } = true;

    /// <summary>Whether the offset behind an event's arguments, of a stream of Redis, is left out of what is read.</summary>
    public bool LeavesOffsetsOut { get; init; }
}
