namespace Rpress.SocketIo.Protocol;

/// <summary>The bytes that values of msgpack begin with; where sizes follow one another, each form is twice the size of the one before.</summary>
internal static class MsgPackCode
{
    public const byte LastPositiveFixInt = 0x7f;
    public const byte FixMap = 0x80;
    public const byte FixArray = 0x90;
    public const byte FixText = 0xa0;
    public const byte Nil = 0xc0;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Binary8 = 0xc4;
    public const byte Binary32 = 0xc6;
    public const byte Extension8 = 0xc7;
    public const byte Extension32 = 0xc9;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte UInt8 = 0xcc;
    public const byte UInt16 = 0xcd;
    public const byte UInt32 = 0xce;
    public const byte UInt64 = 0xcf;
    public const byte Int8 = 0xd0;
    public const byte Int16 = 0xd1;
    public const byte Int32 = 0xd2;
    public const byte Int64 = 0xd3;
    public const byte FixExtension1 = 0xd4;
    public const byte FixExtension16 = 0xd8;
    public const byte Text8 = 0xd9;
    public const byte Text32 = 0xdb;
    public const byte Array16 = 0xdc;
    public const byte Array32 = 0xdd;
    public const byte Map16 = 0xde;
    public const byte Map32 = 0xdf;
    public const byte NegativeFixInt = 0xe0;

    public const int LargestFixCount = 0x0f;
    public const int LargestFixText = 0x1f;
    public const int LeastNegativeFixInt = -0x20;

    /// <summary>The extension for points in time.</summary>
    public const sbyte Timestamp = -1;
}
