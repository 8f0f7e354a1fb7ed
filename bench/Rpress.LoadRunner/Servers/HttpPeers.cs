namespace Rpress.LoadRunner;

/// <summary>The servers of the HTTP scenarios, in the order of charts and rounds.</summary>
internal static class HttpPeers
{
    /// <summary>Ours with everything run where it arrives, by our setting and by the runtime's: for handlers that never block.</summary>
    public static readonly Peer Inline = Peer.Ours with
    {
        Name = "Rpress inline",
        Environment = [("BENCH_INLINE", "true"), ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")],
    };

    public static readonly Peer AspNetCore = new("ASP.NET Core", "bench/Peers/AspNetCore/bin/Release/net10.0/AspNetCore");

    public static readonly Peer Fastify = Peer.OnNode("Fastify", "fastify.mjs", "fastify");

    public static readonly Peer Express = Peer.OnNode("Express", "express.mjs", "express");

    public static readonly Peer Nginx = new("nginx", "bench/Peers/Nginx/run")
    {
        WarmUp = TimeSpan.FromMilliseconds(500),
        Missing = Tool.Find("nginx") is null ? "nginx is missing" : null,
        Environment = [("BENCH_TEMP", RunFiles.Nginx)],
    };

    public static readonly IReadOnlyList<Peer> All = [Peer.Ours, Inline, AspNetCore, Fastify, Express, Nginx];

    /// <summary>Those that run code for an answer.</summary>
    public static readonly IReadOnlyList<Peer> Dynamic = [Peer.Ours, AspNetCore, Fastify, Express];

    /// <summary>Those that answer what is known beforehand.</summary>
    public static readonly IReadOnlyList<Peer> Fixed = [.. Dynamic, Nginx];

    /// <summary>The same with both of ours.</summary>
    public static readonly IReadOnlyList<Peer> FixedAndInline = [Peer.Ours, Inline, .. Fixed.Skip(1)];

    /// <summary>Those that speak HTTP/2.</summary>
    public static readonly IReadOnlyList<Peer> Http2 = [Peer.Ours, AspNetCore, Fastify, Nginx];
}
