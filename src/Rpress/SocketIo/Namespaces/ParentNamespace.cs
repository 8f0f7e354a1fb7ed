namespace Rpress;

/// <summary>A kind of namespaces: a client that asks for one whose name fits makes it come to be, with what was set here by then.</summary>
/// <remarks>Thread-safe. What is sent here goes to the sockets of all of them.</remarks>
public sealed class ParentNamespace : SocketGroup
{
    private readonly Func<string, AuthValues, ValueTask<bool>> _fits;

    internal ParentNamespace(RpressIo io, string description, Func<string, AuthValues, ValueTask<bool>> fits, Func<string, bool>? fitsByName)
    {
        Io = io;
        Handlers = new(description);
        _fits = fits;
        FitsByName = fitsByName;
    }

    /// <summary>The namespaces that there are now.</summary>
    public IReadOnlyCollection<RpressNamespace> Children => Io.ChildrenOf(this);

    internal override RpressIo Io { get; }

    internal override NamespaceHandlers Handlers { get; }

    internal override IReadOnlyList<RpressNamespace> Namespaces => Io.ChildrenOf(this);

    /// <summary>Whether a name fits, where the name alone decides; null where a function does.</summary>
    internal Func<string, bool>? FitsByName { get; }

    internal ValueTask<bool> FitsAsync(string name, AuthValues auth) => _fits(name, auth);
}
