using System.Net;
using System.Net.Security;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Client;

/// <summary>Ways to a server that the application's settings ask for: a proxy, client certificates, a handler of its own.</summary>
public sealed class RoadTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(SocketTransport.WebSocket, "CONNECT ")]
    [InlineData(SocketTransport.Polling, "GET http://")]
    public async Task Proxy_OfTheOptions_IsGoneThrough(SocketTransport transport, string asked)
    {
        await using TestServer server = await TestServer.StartAsync(CreateApp());
        await using var proxy = new ForwardProxy();
        await using var client = new SocketIoClient(server.BaseAddress, new() { Transports = [transport], Proxy = new WebProxy(proxy.Address) });

        Assert.Equal("Hello, Ada!", await GreetAsync(client));
        Assert.All(proxy.Asked, line => Assert.Contains($"127.0.0.1:{server.Port}", line, StringComparison.Ordinal));
        Assert.StartsWith(asked, proxy.Asked.First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketTransport.WebSocket)]
    [InlineData(SocketTransport.Polling)]
    public async Task ClientCertificate_ThatTheServerAsksFor_IsShown(SocketTransport transport)
    {
        await using RpressApp app = CreateApp();
        app.AddTlsEndpoint("127.0.0.1:0", RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions
        {
            ServerCertificate = TestCertificates.Shared.Server,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == TestCertificates.Shared.Client.GetCertHashString(),
        }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        string url = app.Endpoints[0].Url;

        await using var with = new SocketIoClient(url, new() { Transports = [transport], Tls = TlsOf(TestCertificates.Shared.Client) });
        await using var without = new SocketIoClient(url, new() { Transports = [transport], Tls = TlsOf(null) });

        Assert.Equal("Hello, Ada!", await GreetAsync(with));
        await Assert.ThrowsAsync<SocketConnectException>(() => GreetAsync(without));
    }

    [Theory]
    [InlineData(SocketTransport.WebSocket)]
    [InlineData(SocketTransport.Polling)]
    public async Task Handler_OfTheApplication_SendsAllRequests(SocketTransport transport)
    {
        await using TestServer server = await TestServer.StartAsync(CreateApp());
        using var counting = new CountingHandler(new SocketsHttpHandler());
        var client = new SocketIoClient(server.BaseAddress, new() { Transports = [transport], HttpHandler = counting });

        Assert.Equal("Hello, Ada!", await GreetAsync(client));
        await client.DisposeAsync();

        Assert.InRange(counting.Count, transport == SocketTransport.WebSocket ? 1 : 3, int.MaxValue);
        Assert.False(counting.IsDisposed);
    }

    private static SslClientAuthenticationOptions TlsOf(System.Security.Cryptography.X509Certificates.X509Certificate2? certificate) => new()
    {
        ClientCertificates = certificate is null ? null : [certificate],
        RemoteCertificateValidationCallback = (_, shown, _, _) => TestCertificates.Shared.IsServer(shown),
    };

    private static async Task<string?> GreetAsync(SocketIoClient client)
    {
        await client.ConnectAsync(TestContext.Current.CancellationToken).WaitAsync(_bound, TestContext.Current.CancellationToken);
        return await client.EmitWithAckAsync<string>("greet", "Ada", TestContext.Current.CancellationToken).WaitAsync(_bound, TestContext.Current.CancellationToken);
    }

    private static RpressApp CreateApp()
    {
        var io = new RpressIo();
        io.OnConnection(socket => socket.On("greet", (string name) => $"Hello, {name}!"));
        return new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).AttachSocketIo(io);
    }
}
