namespace Rpress;

/// <summary>How messages over WebSocket are compressed, for clients that offer it.</summary>
public sealed record PerMessageDeflateConfig
{
    /// <summary>What a message, or a binary part of one, has to have to be compressed.</summary>
    /// <value>Default 1,024 bytes; 0 or more.</value>
    public int Threshold { get; init; } = 1024;

    /// <summary>How hard is tried: 1 is the fastest, 9 gives the smallest.</summary>
    /// <value>Default 6; 1 to 9.</value>
    public int Level { get; init; } = 6;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        SettingRange.Require("EioConfig.PerMessageDeflate.Threshold", Threshold, 0, int.MaxValue);
        SettingRange.Require("EioConfig.PerMessageDeflate.Level", Level, 1, 9);
    }
}
