using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.Tests.EngineIo;

/// <summary>A POST whose body lies ready.</summary>
internal sealed class BodyExchange : HttpExchange
{
    private static readonly HttpSettings _settings = OptionsSnapshot.Take(new RpressOptions(), NullLoggerFactory.Instance, [], new TaskCompletionSource().Task, CancellationToken.None).Http;

    public BodyExchange(string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        RequestHeaders = new HeaderDictionary { ["Host"] = "x", ["Content-Length"] = bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        RequestBody = PipeReader.Create(new ReadOnlySequence<byte>(bytes));
    }

    public override HttpSettings Settings => _settings;

    public override string Method => "POST";

    public override string RawTarget => "/";

    public override string Scheme => "http";

    public override string Protocol => "HTTP/1.1";

    public override IHeaderDictionary RequestHeaders { get; }

    public override IHeaderDictionary ResponseHeaders { get; } = new HeaderDictionary();

    public override IPAddress? PeerAddress => null;

    public override X509Certificate2? ClientCertificate => null;

    public override bool CanHaveBody => true;

    public override PipeReader RequestBody { get; }

    public override CancellationToken Aborted => CancellationToken.None;

    public RequestPayload MakeRequest() => new(this, new RequestTarget("/", "")) { AssignedId = "id" };

    public override void CloseAfterResponse()
    {
    }

    public override RpressException? TranslateReadError(Exception exception) => null;
}
