using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Rpress;

/// <summary>One request. It lives until its response is written; afterwards every member throws <see cref="ObjectDisposedException"/>.</summary>
/// <remarks>Not thread-safe, but for <see cref="Aborted"/> and <see cref="Stopping"/>.</remarks>
public sealed class RequestPayload
{
    private readonly string _path;
    private readonly string _rawQuery;
    private HttpExchange? _exchange;
    private RequestBody? _body;
    private RequestQuery? _query;
    private RequestCookies? _cookies;
    private RequestExtensions? _extensions;
    private RequestResources? _resources;
    private (IPAddress? Address, string Scheme)? _client;

    internal RequestPayload(HttpExchange exchange, RequestTarget target)
    {
        _exchange = exchange;
        _path = target.Path;
        _rawQuery = target.Query;
    }

    /// <summary>The method, as sent: <c>GET</c>.</summary>
    public string Method => Exchange.Method;

    /// <summary>The canonical path: decoded, dot segments resolved; only <c>%2F</c> and <c>%25</c> stay encoded, so that it is unambiguous.</summary>
    public string Path => Live._path;

    /// <summary>The query string as sent, with its question mark; empty without one.</summary>
    public string QueryString => Live._rawQuery;

    /// <summary>The request target as sent.</summary>
    public string RawTarget => Exchange.RawTarget;

    /// <summary><c>http</c> or <c>https</c>; what a trusted proxy says counts.</summary>
    public string Scheme => Client.Scheme;

    /// <summary>The <c>Host</c> field or the <c>:authority</c> of HTTP/2, with its port if it has one.</summary>
    public string Host => Exchange.RequestHeaders.Host.ToString();

    /// <summary><c>HTTP/1.0</c>, <c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public string Protocol => Exchange.Protocol;

    /// <summary>The header fields.</summary>
    public RequestHeaders Headers => new(Live);

    /// <summary>The values of the route's parameters.</summary>
    public RouteParams Params => Live.Route is { } route ? new(route.ParameterNames, RouteValues) : default;

    /// <summary>The pattern of the route that matched, such as <c>/users/:id</c>; null without one.</summary>
    public string? RoutePattern => Live.Route?.Pattern;

    /// <summary>The decoded query.</summary>
    public RequestQuery Query => Live._query ??= RequestQuery.Parse(_rawQuery);

    /// <summary>The cookies.</summary>
    public RequestCookies Cookies => Live._cookies ??= RequestCookies.Parse(Headers["Cookie"]);

    /// <summary>What middleware hands on.</summary>
    public RequestExtensions Extensions => Live._extensions ??= new();

    /// <summary>The body.</summary>
    public RequestBody Body => _body ??= new(Live);

    /// <summary>The client's address: the peer's, or what trusted proxies say (<see cref="RpressSettings.TrustedProxies"/>); null on a unix socket.</summary>
    public IPAddress? RemoteAddress => Client.Address;

    /// <summary>The certificate that the client authenticated with, if the TLS options ask for one.</summary>
    public X509Certificate2? ClientCertificate => Exchange.ClientCertificate;

    /// <summary>The id that the response's <c>X-Request-ID</c> carries: a fresh UUID, or the client's where <see cref="RpressSettings.TrustRequestId"/> says so.</summary>
    public string RequestId => Live.AssignedId;

    /// <summary>Fires when the client goes away.</summary>
    public CancellationToken Aborted => Exchange.Aborted;

    /// <summary>Fires when the server begins to shut down: long answers should end.</summary>
    public CancellationToken Stopping => Exchange.Settings.Stopping;

    /// <summary>A scope of the application's services for this request, made on first use and disposed after the response.</summary>
    /// <exception cref="InvalidOperationException">The options name no service provider.</exception>
    public IServiceProvider Services => Resources.Scope(Exchange.Settings.Services);

    internal HttpExchange Exchange => Live._exchange!;

    internal string AssignedId { get; set; } = "";

    internal MatchedRoute? Route { get; set; }

    internal string?[] RouteValues { get; set; } = [];

    /// <summary>Why the request is answered before routing, when it is.</summary>
    internal RpressException? Refusal { get; set; }

    /// <summary>What is observed of the request; null while nobody does. It stays after the request has ended.</summary>
    internal RequestTrace? Trace { get; set; }

    /// <summary>Which stop of the middleware chain the request has reached; it only ever grows.</summary>
    internal int Stage { get; set; }

    /// <summary>The largest body accepted, in bytes.</summary>
    internal long MaxBodySize { get; set; } = long.MaxValue;

    /// <summary>Whether all of the body has been taken from the connection.</summary>
    internal bool IsBodyConsumed => !Exchange.CanHaveBody || _body is { IsConsumed: true };

    private RequestResources Resources => Live._resources ??= new();

    /// <summary>The request itself, as long as it has not ended.</summary>
    private RequestPayload Live => _exchange is not null ? this : ThrowEnded();

    private (IPAddress? Address, string Scheme) Client =>
        Live._client ??= Exchange.Settings.ProxyTrust.Resolve(Exchange.PeerAddress, Exchange.Scheme, Headers);

    /// <summary>Disposes something together with the request, after the response is written.</summary>
    public void RegisterForDispose(IAsyncDisposable resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resources.Add(resource);
    }

    /// <summary>Whether something is to be disposed at the request's end.</summary>
    internal bool OwnsResources => _resources is not null;

    /// <summary>Ends the request: whoever kept it gets a named error from here on.</summary>
    internal ValueTask EndAsync()
    {
        _exchange = null;
        _body?.End();
        return _resources is null ? ValueTask.CompletedTask : _resources.DisposeAsync();
    }

    [DoesNotReturn]
    private static RequestPayload ThrowEnded() => throw new ObjectDisposedException(
        nameof(RequestPayload),
        "The request has ended. Copy what you need (values, headers, the body) before the handler returns, and do not keep the request.");
}
