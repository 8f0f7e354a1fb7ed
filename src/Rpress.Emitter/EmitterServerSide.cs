namespace Rpress;

/// <summary>Sends events to the servers of a cluster themselves: to what they have set with <c>io.ServerSide.On(…)</c>, in Node <c>io.on(…)</c>.</summary>
internal sealed class EmitterServerSide(EmitterTarget target) : EventSender
{
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return target.ServerSideEmitAsync(eventName, arguments);
    }
}
