using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Rpress;

/// <summary>The exchange on the server core's features; one for each connection or stream, used again for its next request.</summary>
/// <remarks>The only class that decides how features are fetched: by cast where the collection is the core's own, else by look-up.</remarks>
internal sealed class KestrelExchange(ServerContext server, ConnectionSlot? slot) : HttpExchange
{
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;
    private bool _isAborted;
    private bool _hasUpgradePlace;
    private Func<UpgradedConnection, Task>? _upgrade;

    public override HttpSettings Settings => server.Options.Http;

    // RFC 8441 §4: the extended CONNECT takes the place of the GET that opens a WebSocket in HTTP/1.1, and counts as one
    public override string Method => IsExtendedConnect ? "GET" : _request.Method;

    public override string RawTarget => _request.RawTarget;

    public override string Scheme => _request.Scheme;

    public override string Protocol => _request.Protocol;

    public override IHeaderDictionary RequestHeaders => _request.Headers;

    public override IHeaderDictionary ResponseHeaders => _response.Headers;

    public override IPAddress? PeerAddress => Fetch<IHttpConnectionFeature>().RemoteIpAddress;

    public override int PeerPort => Fetch<IHttpConnectionFeature>().RemotePort;

    public override ActivityContext ConnectionSpan => _features.Get<Activity>()?.Context ?? default;

    public override int? Http2StreamId => (_features as IHttp2StreamIdFeature ?? _features.Get<IHttp2StreamIdFeature>())?.StreamId;

    public override X509Certificate2? ClientCertificate => _features.Get<ITlsConnectionFeature>()?.ClientCertificate;

    public override bool CanHaveBody => Fetch<IHttpRequestBodyDetectionFeature>().CanHaveBody;

    // RFC 6455 §4.1: a GET of HTTP/1.1. RFC 9110 §7.8: HTTP/1.0 knows no Upgrade
    public override bool IsWebSocketRequest => IsExtendedConnect
        || (Protocol == "HTTP/1.1" && Method == "GET" && (_features as IHttpUpgradeFeature ?? _features.Get<IHttpUpgradeFeature>()) is { IsUpgradableRequest: true } && HeaderSyntax.HasElement(RequestHeaders.Upgrade.ToString(), "websocket"));

    /// <summary>Whether the request is HTTP/2's way to ask for WebSocket.</summary>
    public bool IsExtendedConnect { get; private set; }

    public override PipeReader RequestBody => Fetch<IRequestBodyPipeFeature>().Reader;

    public override CancellationToken Aborted => Fetch<IHttpRequestLifetimeFeature>().RequestAborted;

    /// <summary>The request in hand; set by <see cref="RequestReader"/>.</summary>
    public RequestPayload? Request { get; set; }

    /// <summary>The connection that has left HTTP; null while it has not.</summary>
    public KestrelUpgrade? Upgraded { get; private set; }

    public IHttpResponseFeature Response => _response;

    public PipeWriter ResponseBody => Fetch<IHttpResponseBodyFeature>().Writer;

    public bool IsHttp1 => Protocol.StartsWith("HTTP/1", StringComparison.Ordinal);

    /// <summary>Whether the connection was accepted above the limit, to be told so.</summary>
    public bool IsOverLimit => slot is { IsOverLimit: true };

    /// <summary>The status that the client got; null if the exchange was broken off before.</summary>
    public int? SentStatus => _isAborted && !_response.HasStarted ? null : _response.StatusCode;

    public bool ClosesAfterResponse { get; private set; }

    /// <summary>Whether the connection itself is to end, with all its streams.</summary>
    public bool EndsConnection { get; private set; }

    /// <summary>The exchange that belongs to the collection's connection or stream, ready for its next request.</summary>
    public static KestrelExchange For(IFeatureCollection features, ServerContext server)
    {
        KestrelExchange exchange;
        if (features is IHostContextContainer<KestrelExchange> container)
        {
            exchange = container.HostContext ??= new(server, features.Get<ConnectionSlot>());
        }
        else
        {
            exchange = new(server, features.Get<ConnectionSlot>());
        }

        exchange._features = features;
        exchange._request = exchange.Fetch<IHttpRequestFeature>();
        exchange._response = exchange.Fetch<IHttpResponseFeature>();
        exchange._isAborted = false;
        exchange.IsExtendedConnect = !exchange.IsHttp1
            && (features as IHttpExtendedConnectFeature ?? features.Get<IHttpExtendedConnectFeature>()) is { IsExtendedConnect: true, Protocol: "websocket" };
        exchange.ClosesAfterResponse = false;
        exchange.EndsConnection = false;
        return exchange;
    }

    public override void CloseAfterResponse() => ClosesAfterResponse = true;

    public override bool TryReserveUpgrade() => _hasUpgradePlace = _hasUpgradePlace || server.Upgrades.TryTake();

    /// <summary>Sends the response's head and leaves HTTP; <see cref="RunUpgraded"/> goes on from there.</summary>
    public async ValueTask UpgradeAsync(Func<UpgradedConnection, Task> run)
    {
        Stream stream = IsExtendedConnect
            ? await Fetch<IHttpExtendedConnectFeature>().AcceptAsync()
            : await Fetch<IHttpUpgradeFeature>().UpgradeAsync();
        Upgraded = new(stream, IsHttp1 ? _features.Get<IConnectionTransportFeature>()?.Transport : null, Fetch<IHttpRequestLifetimeFeature>());
        _upgrade = run;
        if (IsHttp1)
        {
            slot?.Release();
        }
    }

    /// <summary>Gives the connection that has left HTTP to who asked for it; the request has ended by now.</summary>
    /// <returns>Completes when they are done; then the connection is to be given back.</returns>
    public Task RunUpgraded()
    {
        // the request and its span are over; what runs here for hours must not be taken for a part of them, nor hold anything of it
        Func<UpgradedConnection, Task> run = _upgrade!;
        _upgrade = null;
        Request = null;
        Activity.Current = null;
        return run(Upgraded!);
    }

    public void EndConnection() => EndsConnection = true;

    /// <summary>Ends an HTTP/2 connection gently, once its streams are done; HTTP/1.1 has the Connection header for that.</summary>
    public void RequestConnectionClose() => _features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

    /// <summary>Ends the exchange so that the client sees it was not completed.</summary>
    public void Abort()
    {
        _isAborted = true;
        Fetch<IHttpRequestLifetimeFeature>().Abort();
    }

    public override RpressException? TranslateReadError(Exception exception) => exception switch
    {
        BadHttpRequestException bad => TranslateBadRequest(bad),

        // RFC 9112 §8: a body cut short is not a body. The client may have gone by now; that is no failure of the server's either way.
        ConnectionResetException => Lost(exception),
        IOException or ConnectionAbortedException or OperationCanceledException { InnerException: ConnectionAbortedException } => Incomplete(exception),
        _ => null,
    };

    public void End()
    {
        if (_hasUpgradePlace)
        {
            server.Upgrades.Release();
            _hasUpgradePlace = false;
        }

        _upgrade = null;
        Upgraded = null;
        Request = null;
        _features = null!;
        _request = null!;
        _response = null!;
    }

    // the core learns of a reset apart from the read that met it; until then it would try to drain the body, and log that it cannot
    private RpressException Lost(Exception error)
    {
        Abort();
        return Incomplete(error);
    }

    private RpressException Incomplete(Exception error)
    {
        CloseAfterResponse();
        return new(400, "The body is malformed or ended before it was complete.", error);
    }

    private RpressException TranslateBadRequest(BadHttpRequestException bad)
    {
        CloseAfterResponse();
        return bad.StatusCode switch
        {
            408 => new(408, "The body did not arrive in time.", bad),
            413 => new(413, "The body is too large.", bad),
            _ => Incomplete(bad),
        };
    }

    private TFeature Fetch<TFeature>()
        where TFeature : class =>
        _features as TFeature ?? _features.Get<TFeature>()
            ?? throw new NotSupportedException($"The host offers no {typeof(TFeature).Name}.");
}
