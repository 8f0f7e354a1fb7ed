using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.Tests.Middleware.Tracing;

/// <summary>A request that no connection stands behind.</summary>
internal sealed class PlainExchange(string method = "GET", string rawTarget = "/", string scheme = "http", string? host = "localhost") : HttpExchange
{
    private static readonly HttpSettings _settings = OptionsSnapshot.Take(new RpressOptions(), NullLoggerFactory.Instance, [], new TaskCompletionSource().Task, CancellationToken.None).Http;

    public override HttpSettings Settings => _settings;

    public override string Method => method;

    public override string RawTarget => rawTarget;

    public override string Scheme => scheme;

    public override string Protocol => "HTTP/1.1";

    public override IHeaderDictionary RequestHeaders { get; } = new HeaderDictionary { ["Host"] = host };

    public override IHeaderDictionary ResponseHeaders { get; } = new HeaderDictionary();

    public override IPAddress? PeerAddress => null;

    public override X509Certificate2? ClientCertificate => null;

    public override bool CanHaveBody => false;

    public override PipeReader RequestBody => throw new NotSupportedException();

    public override CancellationToken Aborted => CancellationToken.None;

    public RequestPayload MakeRequest() => new(this, new RequestTarget("/", "")) { AssignedId = "id" };

    public override void CloseAfterResponse()
    {
    }

    public override RpressException? TranslateReadError(Exception exception) => null;
}
