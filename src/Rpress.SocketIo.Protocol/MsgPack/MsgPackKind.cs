namespace Rpress.SocketIo.Protocol;

/// <summary>What a token of msgpack is.</summary>
internal enum MsgPackKind
{
    Nil,
    Boolean,
    Unsigned,
    Negative,
    Float,
    Text,
    Binary,
    Array,
    Map,
    Undefined,
    Date,
}
