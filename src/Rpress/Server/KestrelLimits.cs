using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rpress;

/// <summary>The core's own limits. Those on line and headers are an outer wall around ours, which answer with a response of ours on both protocols.</summary>
internal static class KestrelLimits
{
    private const int ConnectionWindow = 128 * 1024;
    private const int StreamWindow = 64 * 1024;
    private static readonly TimeSpan _rateGrace = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerLimits limits, OptionsSnapshot options)
    {
        limits.MaxRequestLineSize = options.MaxRequestLineSize * 2;
        limits.MaxRequestHeadersTotalSize = options.MaxRequestHeadersSize * 4;
        limits.MaxRequestHeaderCount = options.MaxRequestHeaderCount * 2;
        limits.MaxRequestBufferSize = Math.Max(options.RequestBufferSize, Math.Max(limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize));

        // it would answer with a broken pipe; BodyReader counts instead
        limits.MaxRequestBodySize = null;
        limits.RequestHeadersTimeout = options.ReadTimeout;
        limits.KeepAliveTimeout = options.IdleTimeout;
        limits.MinRequestBodyDataRate = options.MinDataRate == 0 ? null : new MinDataRate(options.MinDataRate, _rateGrace);
        limits.MinResponseDataRate = options.MinDataRate == 0 ? null : new MinDataRate(options.MinDataRate, _rateGrace);
        limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        limits.Http2.InitialStreamWindowSize = StreamWindow;
        limits.Http2.MaxRequestHeaderFieldSize = limits.MaxRequestHeadersTotalSize;
    }
}
