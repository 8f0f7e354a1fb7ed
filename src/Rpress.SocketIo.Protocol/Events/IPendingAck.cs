namespace Rpress;

/// <summary>Waits for an ack.</summary>
internal interface IPendingAck
{
    void OnAck(EventArguments arguments);

    /// <summary>None will come: the socket is disconnected.</summary>
    void OnDisconnected();
}
