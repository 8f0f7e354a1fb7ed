namespace Rpress;

/// <summary>Answers a WebSocket handshake: once the response head is sent and the request has ended, the connection is the function's until it returns.</summary>
/// <param name="run">What takes the connection; it must not use the request.</param>
internal sealed class WebSocketContent(Func<UpgradedConnection, Task> run) : ResponseContent
{
    public override long? Length => null;

    public override bool IsCodingOpen => false;

    public Func<UpgradedConnection, Task> Run { get; } = run;
}
