namespace Rpress;

/// <summary>How a message is sent.</summary>
[Flags]
internal enum SendFlags
{
    /// <summary>It waits until it can be sent, and is compressed where that was agreed on.</summary>
    None = 0,

    /// <summary>It is dropped where it cannot be sent at once.</summary>
    Volatile = 1,

    /// <summary>It is not compressed.</summary>
    Uncompressed = 2,
}
