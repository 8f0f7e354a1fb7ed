using System.IO.Pipelines;

namespace Rpress;

/// <summary>A connection, or a stream of HTTP/2, that has left HTTP: bytes both ways until whoever took it returns.</summary>
internal abstract class UpgradedConnection
{
    /// <summary>What the client sends. Who waits for it holds no buffer.</summary>
    public abstract PipeReader Input { get; }

    /// <summary>What it gets. Not thread-safe.</summary>
    public abstract PipeWriter Output { get; }

    /// <summary>Breaks the connection off; does nothing once it has been given back.</summary>
    public abstract void Abort();
}
