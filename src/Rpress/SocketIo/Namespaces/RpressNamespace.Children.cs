namespace Rpress;

/// <content>The life of a namespace that a client's wish has made.</content>
public sealed partial class RpressNamespace
{
    private readonly Lock _life = new();
    private int _clients; // guarded by _life; those that join among them
    private bool _isKept; // guarded by _life; the application has asked for it by name
    private bool _isGone; // guarded by _life

    /// <summary>Counts a client in; false if the namespace has gone, and another has to be made.</summary>
    internal bool TryEnter()
    {
        if (Parent is null)
        {
            return true;
        }

        lock (_life)
        {
            _clients += _isGone ? 0 : 1;
            return !_isGone;
        }
    }

    /// <summary>Counts a client out; the last one of a namespace that only clients have asked for ends it.</summary>
    internal void Leave()
    {
        if (Parent is null)
        {
            return;
        }

        lock (_life)
        {
            _clients--;
            _isGone = _clients == 0 && !_isKept && Io.Config.CleanupEmptyChildNamespaces;
            if (!_isGone)
            {
                return;
            }
        }

        Io.Remove(this);
        Io.Work.Track(CloseAdapterAsync());
    }

    /// <summary>Keeps the namespace, whether it has clients or not; false if it has gone.</summary>
    internal bool TryKeep()
    {
        lock (_life)
        {
            _isKept |= !_isGone;
            return !_isGone;
        }
    }
}
