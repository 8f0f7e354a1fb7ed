using System.Collections.Concurrent;

namespace Rpress;

/// <summary>A namespace: its own clients, handlers, rooms and way to authenticate, on connections that all namespaces share.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class RpressNamespace : SocketGroup
{
    private readonly ConcurrentDictionary<string, RpressSocket> _sockets = new(StringComparer.Ordinal);
    private readonly Lazy<SocketIoAdapter> _adapter;
    private readonly Lazy<ServerSideEvents> _serverSide;
    private readonly RpressNamespace[] _itself;
    private readonly ConcurrentDictionary<string, RpressSocket> _byPid = new(StringComparer.Ordinal); // empty without recovery
    private long _nextAckId = -1;

    internal RpressNamespace(RpressIo io, string name, ParentNamespace? parent = null)
    {
        Io = io;
        Name = name;
        Parent = parent;
        Handlers = parent is null ? new(name) : new(name, parent.Handlers);
        _itself = [this];
        _serverSide = new(() => new(this));
        _adapter = new(() => io.Adapter?.Invoke(this) ?? (io.Config.Recovery is null ? new InMemoryAdapter(this) : new SessionAwareAdapter(this)));
    }

    /// <summary>The name, with its slash.</summary>
    public string Name { get; }

    /// <summary>What knows the rooms and brings broadcasts to their sockets.</summary>
    public SocketIoAdapter Adapter => _adapter.Value;

    /// <summary>The sockets that are connected to this server now.</summary>
    public IReadOnlyCollection<RpressSocket> Sockets => [.. _sockets.Values.Where(socket => socket.IsIn)];

    /// <summary>Events between the servers of a cluster.</summary>
    public ServerSideEvents ServerSide => _serverSide.Value;

    /// <summary>What measurements call it: its name, or that of its kind where clients choose the names.</summary>
    internal string Label => Handlers.Label;

    internal override RpressIo Io { get; }

    internal override NamespaceHandlers Handlers { get; }

    internal override IReadOnlyList<RpressNamespace> Namespaces => _itself;

    /// <summary>What has made the namespace, if a client's wish has.</summary>
    internal ParentNamespace? Parent { get; }

    internal RpressSocket? Find(string socketId) => _sockets.GetValueOrDefault(socketId);

    /// <summary>The socket with a private id; one whose connection has not been seen to end.</summary>
    internal RpressSocket? FindByPid(string pid) => _byPid.GetValueOrDefault(pid);

    internal void AddByPid(RpressSocket socket) => _byPid[socket.Pid!] = socket;

    internal void RemoveByPid(RpressSocket socket) => _byPid.TryRemove(new(socket.Pid!, socket));

    internal ulong NextAckId() => (ulong)Interlocked.Increment(ref _nextAckId);
}
