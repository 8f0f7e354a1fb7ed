using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Rpress;

/// <summary>One request and its response as the connection sees them: what the payloads need from below; Server/ implements it.</summary>
internal abstract class HttpExchange
{
    public abstract HttpSettings Settings { get; }

    public abstract string Method { get; }

    public abstract string RawTarget { get; }

    public abstract string Scheme { get; }

    public abstract string Protocol { get; }

    public abstract IHeaderDictionary RequestHeaders { get; }

    public abstract IHeaderDictionary ResponseHeaders { get; }

    public abstract IPAddress? PeerAddress { get; }

    public virtual int PeerPort => 0;

    /// <summary>The span of the connection; the default while nobody traces it.</summary>
    public virtual ActivityContext ConnectionSpan => default;

    /// <summary>The number of the HTTP/2 stream; null in HTTP/1.1.</summary>
    public virtual int? Http2StreamId => null;

    public abstract X509Certificate2? ClientCertificate { get; }

    public abstract bool CanHaveBody { get; }

    public abstract PipeReader RequestBody { get; }

    /// <summary>Whether the request asks for WebSocket, as an upgrade of HTTP/1.1 or an extended CONNECT of HTTP/2.</summary>
    public virtual bool IsWebSocketRequest => false;

    public abstract CancellationToken Aborted { get; }

    /// <summary>Takes one of the upgraded connections that the server may have, until this one is given back; false if there is none left.</summary>
    public virtual bool TryReserveUpgrade() => false;

    /// <summary>Reads nothing more of this request: its rest cannot be trusted or is not wanted. On HTTP/1.1 that ends the connection, on HTTP/2 the stream.</summary>
    public abstract void CloseAfterResponse();

    /// <summary>The refusal that an exception of the connection's stands for, or null when it is none of them.</summary>
    public abstract RpressException? TranslateReadError(Exception exception);
}
