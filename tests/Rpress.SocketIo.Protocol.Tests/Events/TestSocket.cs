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

    public override async Task<EventArguments> EmitArgumentsWithAckAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        await EmitArgumentsAsync(eventName, arguments);
        return new(Packets.Decode("30" + AckData), Json);
    }

    /// <summary>The array that the other side answers with.</summary>
    public string AckData { get; init; } = "[]";

    /// <summary>Gives an event that asks for an ack to its handlers, and returns what was sent for it.</summary>
    public async Task<string?> ReceiveAsync(string text, params byte[][] attachments)
    {
        SocketIoPacket packet = Packets.Decode(text, attachments);
        var ack = new EventAck(this, packet.Id);
        int before = Sent.Count;
        foreach (EventRegistration handler in TakeHandlers(packet.EventName))
        {
            await handler.Callback(new EventArguments(packet, Json), ack);
        }

        return Sent.Count == before ? null : Assert.Single(Sent[before..]);
    }

    public void SendAck(ulong id, IReadOnlyList<object?> arguments) =>
        Sent.Add(Packets.WireOf(SocketIoEncoder.Ack("/", id, arguments, Json)));
}
