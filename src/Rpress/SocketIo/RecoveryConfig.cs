namespace Rpress;

/// <summary>How connection state recovery works: a client whose connection broke off goes on as the same socket, and gets what it missed.</summary>
public sealed record RecoveryConfig
{
    /// <summary>How long after its connection broke off a client may come back.</summary>
    /// <value>Default 2 minutes; 1 millisecond to 1 day.</value>
    public TimeSpan MaxDisconnectionDuration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether a client that comes back is let in without asking middleware again; what it was let in with is kept.</summary>
    /// <value>Default true, as Node's.</value>
    public bool SkipMiddlewares { get; init; } = true;

    /// <summary>The most bytes of packets that a namespace keeps to be sent again; above it the oldest go, and with them the clients that need them lose their sessions.</summary>
    /// <value>Default 64 MiB; 1 or more. Each packet counts 128 bytes more than it has.</value>
    public long MaxLogSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most sessions that a namespace keeps; above it the oldest go.</summary>
    /// <value>Default 100,000; 1 or more.</value>
    public int MaxSessions { get; init; } = 100_000;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        SettingRange.RequireDuration("RecoveryConfig.MaxDisconnectionDuration", MaxDisconnectionDuration);
        SettingRange.Require("RecoveryConfig.MaxLogSize", MaxLogSize, 1);
        SettingRange.Require("RecoveryConfig.MaxSessions", MaxSessions, 1);
    }
}
