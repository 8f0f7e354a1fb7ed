namespace Rpress.LoadServer;

/// <summary>The 357 bytes of <c>/api/json</c>.</summary>
internal sealed record Answer(string Status, string Message, Answer.ServerInfo Server, Answer.Payload Data)
{
    public static Answer Create() => new(
        "success",
        "Benchmark response from Rpress",
        new("rpress", "0.3.2", ["http1", "http2", "tls", "websocket", "socketio", "compression"]),
        new(42, "2026-03-16T00:00:00Z", [new("alpha", 100), new("beta", 200), new("gamma", 300), new("delta", 400)]));

    internal sealed record ServerInfo(string Name, string Version, string[] Features);

    internal sealed record Payload(int Id, string Timestamp, Item[] Items);

    internal sealed record Item(string Name, int Value);
}
