using System.Runtime.ExceptionServices;
using System.Text.Json;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>A socket without a connection: what it sends is kept as text, what it receives is given to its handlers.</summary>
internal sealed class TestSocket(JsonSerializerOptions? json = null) : EventSocket, IAckTarget
{
    /// <summary>The packets that went out.</summary>
    public List<string> Sent { get; } = [];

    internal override JsonSerializerOptions Json { get; } = json ?? Packets.Json;

    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        Sent.Add(Packets.WireOf(SocketIoEncoder.Event("/", null, eventName, arguments, Json)));
        return Task.CompletedTask;
    }

    public override async Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default)
    {
        Tokens.Add(cancellationToken);
        await EmitArgumentsAsync(eventName, arguments);
        return new(Packets.Decode("30" + AckData), Json);
    }

    /// <summary>The tokens that acks were asked for with.</summary>
    public List<CancellationToken> Tokens { get; } = [];

    /// <summary>What the socket was told of its handlers and listeners.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The array that the other side answers with.</summary>
    public string AckData { get; init; } = "[]";

    /// <summary>Gives an event that asks for an ack to its handlers, and returns what was sent for it.</summary>
    public async Task<string?> ReceiveAsync(string text, params byte[][] attachments)
    {
        SocketIoPacket packet = Packets.Decode(text, attachments);
        var ack = new EventAck(this, packet.Id);
        int before = Sent.Count;
        if (await RunHandlersAsync(packet.EventName, new EventArguments(packet, Json), ack) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return Sent.Count == before ? null : Assert.Single(Sent[before..]);
    }

    private protected override void OnHandlerFailed(string eventName, Exception error) => Told.Add($"{eventName} failed: {error.Message}");

    private protected override ValueTask OnArgumentMismatchAsync(string eventName, EventArgumentException mismatch)
    {
        Told.Add($"{eventName} does not fit");
        return ValueTask.CompletedTask;
    }

    private protected override void OnListenerFailed(string eventName, Exception error) => Told.Add($"listener failed at {eventName}: {error.Message}");

    public void SendAck(ulong id, IReadOnlyList<object?> arguments) =>
        Sent.Add(Packets.WireOf(SocketIoEncoder.Ack("/", id, arguments, Json)));
}
