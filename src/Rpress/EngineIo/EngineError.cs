namespace Rpress;

/// <summary>Why the engine refuses a request; the value is the code on the wire.</summary>
internal enum EngineError
{
    TransportUnknown = 0,
    SessionIdUnknown = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedProtocolVersion = 5,
}
