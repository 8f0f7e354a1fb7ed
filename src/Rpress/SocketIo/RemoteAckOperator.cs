using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends events to one socket, of whatever server, and waits for its ack.</summary>
internal sealed class RemoteAckOperator(BroadcastOperator socket, TimeSpan timeout) : AckSender
{
    private readonly BroadcastAckOperator _asking = socket.Timeout(timeout);

    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => _asking.EmitArgumentsAsync(eventName, arguments);

    public override async Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<EventArgument> answers = await _asking.AskAsync(eventName, arguments, cancellationToken);
        return answers.Count == 0 ? throw SingleAck.Disconnected() : socket.ToArguments([answers[0]]);
    }
}
