using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What a connection tells of what comes. One call at a time, by its reader.</summary>
internal interface IEngineHandler
{
    void OnPacket(EngineConnection engine, SocketIoPacket packet);

    /// <summary>The connection has changed from polling to WebSocket.</summary>
    void OnUpgraded();
}
