namespace Rpress;

/// <summary>How the answers to polls are compressed, for clients that accept gzip or deflate.</summary>
public sealed record HttpCompressionConfig
{
    /// <summary>What an answer has to have to be compressed.</summary>
    /// <value>Default 1,024 bytes; 0 or more.</value>
    public int Threshold { get; init; } = 1024;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate() => SettingRange.Require("EioConfig.HttpCompression.Threshold", Threshold, 0, int.MaxValue);
}
