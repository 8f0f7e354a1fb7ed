namespace Rpress;

/// <summary>What all connections of a server share.</summary>
internal sealed class ServerContext(OptionsSnapshot options, ConnectionCounter connections)
{
    private volatile bool _isDraining;

    public OptionsSnapshot Options { get; } = options;

    public ConnectionCounter Connections { get; } = connections;

    /// <summary>The connections and streams that have left HTTP.</summary>
    public UpgradeCounter Upgrades { get; } = new(options.MaxUpgradedConnections);

    /// <summary>Whether the server is shutting down, so that no connection is kept.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }
}
