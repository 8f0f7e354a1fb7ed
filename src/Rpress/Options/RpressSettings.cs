namespace Rpress;

/// <summary>The settings that a configuration file can hold; <see cref="RpressOptions"/> adds those that only code can give.</summary>
public class RpressSettings
{
    /// <summary>The longest request line, in bytes, without its line end; longer ones get 414.</summary>
    /// <value>Default 8192; 64 to 1,048,576.</value>
    public int MaxRequestLineSize { get; set; } = 8 * 1024;

    /// <summary>The largest header section, in bytes, each field counted as <c>name: value</c> with its line end; larger ones get 431.</summary>
    /// <value>Default 8192; 256 to 1,048,576.</value>
    public int MaxRequestHeadersSize { get; set; } = 8 * 1024;

    /// <summary>The most header fields; more get 431.</summary>
    /// <value>Default 100; 1 to 10,000.</value>
    public int MaxRequestHeaderCount { get; set; } = 100;

    /// <summary>The largest body, in bytes; larger ones get 413. A route group's own limit wins.</summary>
    /// <value>Default 10 MiB; 0 or more.</value>
    public long MaxBodySize { get; set; } = 10 * 1024 * 1024;

    /// <summary>The largest piece that <see cref="RequestBody.ReadChunksAsync"/> hands over, in bytes.</summary>
    /// <value>Default 1 MiB; 1 or more.</value>
    public int MaxChunkSize { get; set; } = 1024 * 1024;

    /// <summary>Up to which announced length, in bytes, a body is taken whole before the handler runs; larger ones stream.</summary>
    /// <value>Default 64 KiB; 0 streams all.</value>
    public int StreamThreshold { get; set; } = 64 * 1024;

    /// <summary>The most fields of a urlencoded form; more get 413.</summary>
    /// <value>Default 1024; 1 or more.</value>
    public int MaxFormFields { get; set; } = 1024;

    /// <summary>The most parts of a multipart form; more get 413.</summary>
    /// <value>Default 1024; 1 or more.</value>
    public int MaxMultipartParts { get; set; } = 1024;

    /// <summary>How many bytes of a request a connection buffers before the client has to wait.</summary>
    /// <value>Default 40 KiB; 1 KiB or more. HTTP/2 has windows of 128 KiB (connection) and 64 KiB (stream) instead.</value>
    public int RequestBufferSize { get; set; } = 40 * 1024;

    /// <summary>How long the header section may take, and each wait for more of the body; then 408.</summary>
    /// <value>Default 30 seconds; above zero, at most one day.</value>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may wait for its next request.</summary>
    /// <value>Default 60 seconds; above zero, at most one day.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a TLS handshake may take.</summary>
    /// <value>Default 10 seconds; above zero, at most one day.</value>
    public TimeSpan TlsHandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest rate, in bytes a second over five seconds, at which a client may send a body or take a response.</summary>
    /// <value>Default 240; 0 turns the check off.</value>
    public int MinDataRate { get; set; } = 240;

    /// <summary>The most connections; the next ones get 503, and above 10 % more they are closed.</summary>
    /// <value>Default 1024; 1 or more.</value>
    public int MaxConnections { get; set; } = 1024;

    /// <summary>The most connections (in HTTP/2: streams) that are WebSockets at a time; they do not count against <see cref="MaxConnections"/>.</summary>
    /// <value>Default null: no limit; else 0 or more. Above it handshakes get 503.</value>
    public int? MaxUpgradedConnections { get; set; }

    /// <summary>The most concurrent streams of an HTTP/2 connection.</summary>
    /// <value>Default 100; 1 or more.</value>
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>Whether requests run, and responses are sent, on the thread that took their bytes from the socket, instead of changing threads in between.</summary>
    /// <value>Default false. True is for applications in which no handler ever blocks: one that does may wait for ever, and holds up its whole connection.</value>
    public bool UnsafeInlineScheduling { get; set; }

    /// <summary>How long a shutdown waits for requests that are running; then they are aborted.</summary>
    /// <value>Default 30 seconds; zero to one day.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a slash at the end of a path means.</summary>
    /// <value>Default <see cref="TrailingSlash.Ignore"/>.</value>
    public TrailingSlash TrailingSlash { get; set; } = TrailingSlash.Ignore;

    /// <summary>The proxies whose word on the client's address and scheme counts: addresses, networks (<c>10.0.0.0/8</c>), or <c>unix</c> for peers on a unix socket.</summary>
    /// <value>Default null: none.</value>
    public IList<string>? TrustedProxies { get; set; }

    /// <summary>Which header the trusted proxies write.</summary>
    /// <value>Default <see cref="ForwardedHeader.XForwardedFor"/>.</value>
    public ForwardedHeader ForwardedHeader { get; set; } = ForwardedHeader.XForwardedFor;

    /// <summary>Whether a request's own <c>X-Request-ID</c> is kept, if it is a token of at most 128 characters.</summary>
    /// <value>Default false.</value>
    public bool TrustRequestId { get; set; }

    /// <summary>The <c>Server</c> header.</summary>
    /// <value>Default <c>Rpress/1.0</c>; empty leaves it out.</value>
    public string ServerHeader { get; set; } = "Rpress/1.0";

    /// <summary>Which pages of other origins may call.</summary>
    /// <value>Default null: none, as browsers do without CORS.</value>
    public RpressCors? Cors { get; set; }

    /// <summary>Header fields that tell browsers to be careful.</summary>
    /// <value>Default null: none but <c>X-Content-Type-Options</c>.</value>
    public RpressSecurityHeaders? SecurityHeaders { get; set; }

    /// <summary>Whether responses are compressed for clients that accept it, over TLS too; <c>Cache-Control: no-transform</c> exempts a response.</summary>
    /// <value>Default false.</value>
    public bool Compression { get; set; }

    /// <summary>The smallest content that is compressed, in bytes.</summary>
    /// <value>Default 256; 256 or more.</value>
    public int CompressionThreshold { get; set; } = 256;

    /// <summary>The quality of Brotli for content that is encoded as it is sent; cached files are encoded once, and better.</summary>
    /// <value>Default 1, the fastest that pays; 0 to 11.</value>
    public int BrotliQuality { get; set; } = 1;

    /// <summary>The level of gzip for content that is encoded as it is sent.</summary>
    /// <value>Default 1, the fastest; 1 to 9.</value>
    public int GzipLevel { get; set; } = 1;

    /// <summary>How many bytes of content and its encoded form are kept to answer with when the same content comes again; not of responses with <c>Cache-Control: no-store</c>.</summary>
    /// <value>Default 4 MiB; 0 keeps none.</value>
    public int CompressionCacheSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Whether request bodies with <c>Content-Encoding</c> gzip or br are decoded; the body limit counts decoded bytes, and other codings get 415.</summary>
    /// <value>Default false: handlers get the bytes as sent.</value>
    public bool DecompressRequests { get; set; }

    /// <summary>How many requests one client may send; more get 429. Limits of route groups (<see cref="RpressRoutes.RateLimit"/>) hold beside it.</summary>
    /// <value>Default null: no limit.</value>
    public RateLimit? RateLimit { get; set; }

    /// <summary>The most keys that each rate limit counts in memory; further ones share one window of it until others are forgotten.</summary>
    /// <value>Default 100,000; 1 or more.</value>
    public int MaxRateLimitKeys { get; set; } = 100_000;

    /// <summary>How long an <see cref="IRateLimiter"/> is waited for, for each limit; once it has not answered, requests do without it for as long, until one of them tries again.</summary>
    /// <value>Default 1 second; above zero, at most one day.</value>
    public TimeSpan RateLimiterTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What becomes of requests while the <see cref="IRateLimiter"/> fails.</summary>
    /// <value>Default <see cref="RateLimiterFailure.Allow"/>.</value>
    public RateLimiterFailure RateLimiterFailure { get; set; } = RateLimiterFailure.Allow;

    /// <summary>Paths that tell whether the process lives and is ready.</summary>
    /// <value>Default null: none.</value>
    public RpressHealth? Health { get; set; }

    /// <summary>How long a stop waits, with readiness already answering 503 and everything else running on, before the listeners close.</summary>
    /// <value>Default zero; at most one day.</value>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Whether a request's span is a child of its connection's, if the client sent no <c>traceparent</c>, instead of a root with a link to it.</summary>
    /// <value>Default false.</value>
    public bool NestRequestSpans { get; set; }

    /// <summary>Whether each HTTP/2 stream has a span of its own around its request's.</summary>
    /// <value>Default false.</value>
    public bool TraceHttp2Streams { get; set; }

    /// <summary>Whether log lines written during a request carry its id and route as a scope, and the core's the id of the connection.</summary>
    /// <value>Default false: a scope costs an allocation for each request, and memory for each connection.</value>
    public bool LogScopes { get; set; }
}
