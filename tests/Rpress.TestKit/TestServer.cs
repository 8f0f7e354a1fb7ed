using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Rpress.TestKit;

/// <summary>An app listening on a free port of 127.0.0.1, with clients that speak one exact protocol to it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan _stopDeadline = TimeSpan.FromSeconds(15);

    private readonly HttpProtocolKind _protocol;

    private TestServer(RpressApp app, HttpProtocolKind protocol)
    {
        _protocol = protocol;
        App = app;
        EndPoint = (IPEndPoint)app.Endpoints[^1].EndPoint;
        BaseAddress = new Uri($"{(IsTls ? "https" : "http")}://127.0.0.1:{EndPoint.Port}/");
        Client = CreateClient();
    }

    /// <summary>The running app.</summary>
    public RpressApp App { get; }

    /// <summary>The address the server is bound to.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The root URL, with the bound port.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The bound port.</summary>
    public int Port => EndPoint.Port;

    /// <summary>A client with <see cref="BaseAddress"/> that speaks only the server's protocol.</summary>
    public HttpClient Client { get; }

    private bool IsTls => _protocol != HttpProtocolKind.Http1;

    /// <summary>Adds an endpoint on a free port to the app and starts it.</summary>
    public static async Task<TestServer> StartAsync(RpressApp app, HttpProtocolKind protocol = HttpProtocolKind.Http1)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (protocol == HttpProtocolKind.Http1)
        {
            app.AddEndpoint("127.0.0.1:0");
        }
        else
        {
            app.AddTlsEndpoint("127.0.0.1:0", RpressTlsConfig.FromOptions(
                new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.Shared.Server }));
        }

        using var deadline = new CancellationTokenSource(_stopDeadline);
        await app.StartAsync(deadline.Token);
        return new TestServer(app, protocol);
    }

    /// <summary>Makes another client with its own connections; <paramref name="configure"/> may change its handler.</summary>
    public HttpClient CreateClient(Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = IsTestCertificate;
        configure?.Invoke(handler);
        return new HttpClient(handler)
        {
            BaseAddress = BaseAddress,
            Timeout = TimeSpan.FromSeconds(30),
            DefaultRequestVersion = _protocol == HttpProtocolKind.Http2Tls ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>
    /// Makes a request message with the client's version; messages made by hand ask for HTTP/1.1 whatever the client says.
    /// </summary>
    public HttpRequestMessage CreateRequest(HttpMethod method, string target) =>
        new(method, new Uri(BaseAddress, target))
        {
            Version = Client.DefaultRequestVersion,
            VersionPolicy = Client.DefaultVersionPolicy,
        };

    /// <summary>Opens a raw HTTP/1.1 connection, over TLS if the server speaks it.</summary>
    public Task<RawHttpConnection> ConnectAsync() => RawHttpConnection.ConnectAsync(EndPoint, IsTls);

    /// <summary>Opens a raw HTTP/2 connection.</summary>
    public Task<RawHttp2Connection> ConnectHttp2Async() => RawHttp2Connection.ConnectAsync(EndPoint);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var deadline = new CancellationTokenSource(_stopDeadline);
        await App.StopAsync(deadline.Token);
        await App.DisposeAsync();
    }

    private static bool IsTestCertificate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        TestCertificates.Shared.IsServer(certificate);
}
