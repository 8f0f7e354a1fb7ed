using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Takes the answers to a broadcast that asks its clients for an ack, and how many clients each server asks.</summary>
/// <remarks>Thread-safe. Who broadcasts collects them; an adapter that broadcasts for another server sends them there.</remarks>
public abstract class BroadcastAcks : IPendingAck
{
    private readonly Lock _gate = new();
    private readonly List<(ulong Id, RpressSocket[] Sockets)> _asked = []; // guarded by _gate
    private readonly List<Action> _endings = []; // guarded by _gate
    private bool _isOver; // guarded by _gate

    /// <summary>A server asks so many clients.</summary>
    public abstract void AddClientCount(int count);

    /// <summary>A client has answered.</summary>
    public abstract void AddAnswer(EventArgument answer);

    /// <summary>A client of this server has left, and will not answer. Nothing is done about it unless this is overridden: as in Node, what is missing at the end is missing.</summary>
    public virtual void AddLost()
    {
    }

    /// <summary>Calls a function when answers are no longer waited for, or now if they are not.</summary>
    public void OnEnded(Action ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        lock (_gate)
        {
            if (!_isOver)
            {
                _endings.Add(ending);
                return;
            }
        }

        ending();
    }

    /// <summary>Waits for answers no longer: lets go of what this server's clients still owe.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        foreach ((ulong id, RpressSocket[] sockets) in _asked)
        {
            Forget(id, sockets);
        }

        foreach (Action ending in _endings)
        {
            ending();
        }
    }

    void IPendingAck.OnAck(EventArguments arguments) => AddAnswer(arguments[0]);

    void IPendingAck.OnDisconnected() => AddLost();

    /// <summary>Sockets of this server have been asked: at the end they are let go of, which may have come meanwhile.</summary>
    internal void AddAsked(ulong id, RpressSocket[] sockets)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _asked.Add((id, sockets));
                return;
            }
        }

        Forget(id, sockets);
    }

    private static void Forget(ulong id, RpressSocket[] sockets)
    {
        foreach (RpressSocket socket in sockets)
        {
            socket.ForgetAck(id);
        }
    }
}
