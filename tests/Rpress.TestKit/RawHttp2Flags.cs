namespace Rpress.TestKit;

/// <summary>The frame flags of RFC 9113 §6.</summary>
public static class RawHttp2Flags
{
    /// <summary>Nothing set.</summary>
    public const byte None = 0x0;

    /// <summary>SETTINGS and PING: an acknowledgement.</summary>
    public const byte Ack = 0x1;

    /// <summary>DATA and HEADERS: the sender's last frame on the stream.</summary>
    public const byte EndStream = 0x1;

    /// <summary>HEADERS and CONTINUATION: the header block ends here.</summary>
    public const byte EndHeaders = 0x4;

    /// <summary>DATA and HEADERS: padding follows.</summary>
    public const byte Padded = 0x8;

    /// <summary>HEADERS: a priority stands before the header block.</summary>
    public const byte Priority = 0x20;
}
