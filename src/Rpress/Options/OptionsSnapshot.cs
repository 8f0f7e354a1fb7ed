using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>The options as validated at start; nothing changes them afterwards.</summary>
internal sealed record OptionsSnapshot
{
    public required int MaxRequestLineSize { get; init; }

    public required int MaxRequestHeadersSize { get; init; }

    public required int MaxRequestHeaderCount { get; init; }

    public required long MaxBodySize { get; init; }

    public required int RequestBufferSize { get; init; }

    public required bool UnsafeInlineScheduling { get; init; }

    public required TimeSpan ReadTimeout { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required TimeSpan TlsHandshakeTimeout { get; init; }

    public required int MinDataRate { get; init; }

    public required int MaxConnections { get; init; }

    public required int? MaxUpgradedConnections { get; init; }

    public required int MaxStreamsPerConnection { get; init; }

    public required TimeSpan ShutdownTimeout { get; init; }

    public required TrailingSlash TrailingSlash { get; init; }

    public required bool TrustRequestId { get; init; }

    public required string? ServerHeader { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required TimeProvider Time { get; init; }

    public required RpressCors? Cors { get; init; }

    public required RpressSecurityHeaders? SecurityHeaders { get; init; }

    public required bool Compression { get; init; }

    public required int CompressionThreshold { get; init; }

    public required int BrotliQuality { get; init; }

    public required int GzipLevel { get; init; }

    public required int CompressionCacheSize { get; init; }

    public required RateLimit? RateLimit { get; init; }

    public required IRateLimiter? RateLimiter { get; init; }

    public required int MaxRateLimitKeys { get; init; }

    public required TimeSpan RateLimiterTimeout { get; init; }

    public required RateLimiterFailure RateLimiterFailure { get; init; }

    public required RpressHealth? Health { get; init; }

    public required TimeSpan DrainDelay { get; init; }

    public required bool NestRequestSpans { get; init; }

    public required bool TraceHttp2Streams { get; init; }

    public required bool LogScopes { get; init; }

    public required HttpSettings Http { get; init; }

    /// <summary>Copies what is valid, and adds what is not to the errors.</summary>
    public static OptionsSnapshot Take(RpressOptions options, ILoggerFactory loggerFactory, List<string> errors, Task stopBegan, CancellationToken stopping)
    {
        OptionsValidator.Validate(options, errors);
        return new OptionsSnapshot
        {
            MaxRequestLineSize = options.MaxRequestLineSize,
            MaxRequestHeadersSize = options.MaxRequestHeadersSize,
            MaxRequestHeaderCount = options.MaxRequestHeaderCount,
            MaxBodySize = options.MaxBodySize,
            RequestBufferSize = options.RequestBufferSize,
            UnsafeInlineScheduling = options.UnsafeInlineScheduling,
            ReadTimeout = options.ReadTimeout,
            IdleTimeout = options.IdleTimeout,
            TlsHandshakeTimeout = options.TlsHandshakeTimeout,
            MinDataRate = options.MinDataRate,
            MaxConnections = options.MaxConnections,
            MaxUpgradedConnections = options.MaxUpgradedConnections,
            MaxStreamsPerConnection = options.MaxStreamsPerConnection,
            ShutdownTimeout = options.ShutdownTimeout,
            TrailingSlash = options.TrailingSlash,
            TrustRequestId = options.TrustRequestId,
            ServerHeader = string.IsNullOrEmpty(options.ServerHeader) ? null : options.ServerHeader,
            Cors = options.Cors,
            SecurityHeaders = options.SecurityHeaders,
            Compression = options.Compression,
            CompressionThreshold = options.CompressionThreshold,
            BrotliQuality = options.BrotliQuality,
            GzipLevel = options.GzipLevel,
            CompressionCacheSize = options.CompressionCacheSize,
            RateLimit = options.RateLimit,
            RateLimiter = options.RateLimiter,
            MaxRateLimitKeys = options.MaxRateLimitKeys,
            RateLimiterTimeout = options.RateLimiterTimeout,
            RateLimiterFailure = options.RateLimiterFailure,
            Health = options.Health,
            DrainDelay = options.DrainDelay,
            NestRequestSpans = options.NestRequestSpans,
            TraceHttp2Streams = options.TraceHttp2Streams,
            LogScopes = options.LogScopes,
            LoggerFactory = loggerFactory,
            Time = options.TimeProvider,
            Http = TakeHttp(options, stopBegan, stopping),
        };
    }

    private static HttpSettings TakeHttp(RpressOptions options, Task stopBegan, CancellationToken stopping)
    {
        JsonSerializerOptions json = JsonDefaults.Complete(options.Json, options.JsonContext);
        return new()
        {
            Json = json,
            JsonBytes = new(json),
            Time = options.TimeProvider,
            ReadTimeout = options.ReadTimeout,
            StreamThreshold = options.StreamThreshold,
            MaxChunkSize = options.MaxChunkSize,
            MaxFormFields = options.MaxFormFields,
            MaxMultipartParts = options.MaxMultipartParts,
            ProxyTrust = OptionsValidator.ParseProxies(options, []),
            DecompressRequests = options.DecompressRequests,
            Services = options.Services,
            StopBegan = stopBegan,
            Stopping = stopping,
        };
    }
}
