using Rpress.SocketIo.Protocol;

namespace Rpress.Emitter.Tests.Wire;

/// <summary>Events as a program sends them.</summary>
internal static class Events
{
    public static SocketIoPacket Of(string eventName, params object?[] arguments) => In("/", eventName, arguments);

    public static SocketIoPacket In(string @namespace, string eventName, params object?[] arguments) =>
        SocketIoEncoder.Event(@namespace, null, eventName, arguments, EventJson.Of(null, null));
}
