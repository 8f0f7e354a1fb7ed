namespace Rpress.SocketIo.Protocol;

/// <summary>What an Engine.IO packet is for; the value is the digit on the wire.</summary>
internal enum EngineIoPacketType : byte
{
    Open,
    Close,
    Ping,
    Pong,
    Message,
    Upgrade,
    Noop,
}
