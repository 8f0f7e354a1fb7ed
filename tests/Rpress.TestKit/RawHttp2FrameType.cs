namespace Rpress.TestKit;

/// <summary>The frame types of RFC 9113 §6.</summary>
public static class RawHttp2FrameType
{
    /// <summary>A piece of a body.</summary>
    public const byte Data = 0x0;

    /// <summary>The start of a header block.</summary>
    public const byte Headers = 0x1;

    /// <summary>Deprecated, still legal.</summary>
    public const byte Priority = 0x2;

    /// <summary>The end of a stream before its time.</summary>
    public const byte ResetStream = 0x3;

    /// <summary>Settings, or their acknowledgement.</summary>
    public const byte Settings = 0x4;

    /// <summary>Only a server may send it.</summary>
    public const byte PushPromise = 0x5;

    /// <summary>A ping, or its answer.</summary>
    public const byte Ping = 0x6;

    /// <summary>The announced end of the connection.</summary>
    public const byte GoAway = 0x7;

    /// <summary>Credit for more DATA.</summary>
    public const byte WindowUpdate = 0x8;

    /// <summary>More of a header block.</summary>
    public const byte Continuation = 0x9;
}
