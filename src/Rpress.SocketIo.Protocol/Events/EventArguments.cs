using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The arguments of an event or of an ack, as they were received.</summary>
/// <remarks>Immutable; they may be kept.</remarks>
public sealed class EventArguments : IReadOnlyList<EventArgument>
{
    private readonly SocketIoPacket _packet;
    private readonly int _first;
    private readonly JsonSerializerOptions _json;

    internal EventArguments(SocketIoPacket packet, JsonSerializerOptions json)
    {
        _packet = packet;
        _first = packet.Type == SocketIoPacketType.Event ? 1 : 0; // the name goes before the arguments
        _json = json;
    }

    /// <summary>How many arguments were sent.</summary>
    public int Count => _packet.Elements.Length - _first;

    /// <summary>An argument; beyond the last one, one that was not sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public EventArgument this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            if (index >= Count)
            {
                return default;
            }

            ElementRange range = _packet.Elements[index + _first];
            return new(_packet.Data.Slice(range.Start, range.Length), _packet.AttachmentArray, _json);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<EventArgument> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The argument for a handler's parameter.</summary>
    /// <exception cref="EventArgumentException">It was not sent, or does not fit.</exception>
    internal T Bind<T>(int index, JsonTypeInfo<T> typeInfo)
    {
        EventArgument argument = this[index];
        if (!argument.IsDefined && typeof(T) != typeof(EventArgument))
        {
            return typeof(T).IsValueType && default(T) is null
                ? default!
                : throw new EventArgumentException($"The event has {Count} arguments, and the handler's parameter {index + 1} cannot be null.");
        }

        return argument.Read(typeInfo)!;
    }

    internal object?[] ToObjects()
    {
        var objects = new object?[Count];
        for (int i = 0; i < objects.Length; i++)
        {
            objects[i] = this[i];
        }

        return objects;
    }
}
