using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.Benchmarks;

/// <summary>A request that no connection stands behind.</summary>
internal sealed class PlainExchange : HttpExchange
{
    private static readonly HttpSettings _settings = OptionsSnapshot.Take(new RpressOptions(), NullLoggerFactory.Instance, [], CancellationToken.None).Http;

    public override HttpSettings Settings => _settings;

    public override string Method => "GET";

    public override string RawTarget => "/";

    public override string Scheme => "http";

    public override string Protocol => "HTTP/1.1";

    public override IHeaderDictionary RequestHeaders { get; } = new HeaderDictionary { ["Host"] = "localhost" };

    public override IHeaderDictionary ResponseHeaders { get; } = new HeaderDictionary();

    public override IPAddress? PeerAddress => null;

    public override X509Certificate2? ClientCertificate => null;

    public override bool CanHaveBody => false;

    public override PipeReader RequestBody => throw new NotSupportedException();

    public override CancellationToken Aborted => CancellationToken.None;

    public override void CloseAfterResponse()
    {
    }

    public override RpressException? TranslateReadError(Exception exception) => null;
}
