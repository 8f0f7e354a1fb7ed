namespace Rpress.InteropTests.SocketIo;

/// <summary>How a case wants its server.</summary>
/// <param name="IsTls">Whether it speaks TLS.</param>
/// <param name="Port">The port; 0 for a free one.</param>
/// <param name="IsMsgPack">Whether its packets are those of socket.io-msgpack-parser.</param>
/// <param name="Recovers">Whether clients whose connection broke off go on.</param>
internal sealed record InteropServerOptions(bool IsTls = false, int Port = 0, bool IsMsgPack = false, bool Recovers = false)
{
    /// <summary>The most bytes of a message or of a POST.</summary>
    public int? MaxPayload { get; init; }

    /// <summary>How often it pings.</summary>
    public TimeSpan? PingInterval { get; init; }

    /// <summary>How long it waits for the pong.</summary>
    public TimeSpan? PingTimeout { get; init; }

    /// <summary>The transports that it has.</summary>
    public IReadOnlyList<string>? Transports { get; init; }

    /// <summary>Whether the answer to a polling handshake sets the cookie <c>io</c>.</summary>
    public bool SetsCookie { get; init; }

    /// <summary>Whether it compresses every message over WebSocket, for clients that offer that.</summary>
    public bool Deflates { get; init; }

    /// <summary>The engine's settings of our server: those that are given, with what the case wants.</summary>
    public EioConfig ToEngine(EioConfig? engine)
    {
        var given = engine ?? new();
        return given with
        {
            MaxPayload = MaxPayload ?? given.MaxPayload,
            PingInterval = PingInterval ?? given.PingInterval,
            PingTimeout = PingTimeout ?? given.PingTimeout,
            Transports = Transports ?? given.Transports,
            Cookie = SetsCookie ? new() : given.Cookie,
            PerMessageDeflate = Deflates ? new() { Threshold = 0 } : given.PerMessageDeflate,
        };
    }

    /// <summary>The engine's settings of npm's server, in its words; what is not there has its default.</summary>
    public Dictionary<string, object> ToNodeEngine() => new(
        from option in new (string Name, object? Value)[]
        {
            ("maxHttpBufferSize", MaxPayload),
            ("pingInterval", PingInterval?.TotalMilliseconds),
            ("pingTimeout", PingTimeout?.TotalMilliseconds),
            ("transports", Transports),
            ("cookie", SetsCookie ? true : null),
            ("perMessageDeflate", Deflates ? new { threshold = 0 } : null),
        }
        where option.Value is not null
        select KeyValuePair.Create(option.Name, option.Value));
}
