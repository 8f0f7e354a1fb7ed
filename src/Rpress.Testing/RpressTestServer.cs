using System.Net;

namespace Rpress;

/// <summary>An application that runs in memory: the real server, parser and limits, but no sockets and no ports.</summary>
/// <remarks>Addresses that the application was given are bound too; a test gives none.</remarks>
public sealed class RpressTestServer : IAsyncDisposable
{
    private readonly MemoryTransport _transport;
    private readonly List<HttpClient> _clients = [];
    private readonly List<SocketIoClient> _socketClients = [];

    private RpressTestServer(RpressApp app, MemoryTransport transport)
    {
        App = app;
        _transport = transport;
        Client = CreateClient();
    }

    /// <summary>The application.</summary>
    public RpressApp App { get; }

    /// <summary>A client that speaks HTTP/1.1 to the application; relative addresses go to it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts an application in memory.</summary>
    /// <exception cref="RpressConfigurationException">The options or routes are wrong.</exception>
    /// <exception cref="InvalidOperationException">The application has been started before.</exception>
    public static async Task<RpressTestServer> StartAsync(RpressApp app, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        var transport = new MemoryTransport();
        await app.StartAsync(new ServerTransport(transport), cancellationToken);
        return new(app, transport);
    }

    /// <summary>Makes another client, with connections of its own.</summary>
    /// <param name="version">1.1 or 2.0.</param>
    /// <exception cref="ArgumentException">The version is another one.</exception>
    public HttpClient CreateClient(Version? version = null)
    {
        version ??= HttpVersion.Version11;
        if (version != HttpVersion.Version11 && version != HttpVersion.Version20)
        {
            throw new ArgumentException($"A test client speaks HTTP/1.1 or HTTP/2, not {version}.", nameof(version));
        }

        EndPoint endPoint = version == HttpVersion.Version20 ? InMemoryEndPoints.Http2 : InMemoryEndPoints.Http1;
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (_, cancellationToken) => _transport.ConnectAsync(endPoint, cancellationToken),
        })
        {
            BaseAddress = new Uri("http://localhost/"),
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a Socket.IO client of the application, which is connected when it is told to; it ends with the server at the latest.</summary>
    /// <param name="namespace">The namespace of its first socket.</param>
    /// <param name="options">How it works; it needs no handler, proxy or TLS.</param>
    /// <exception cref="ArgumentException">An option is wrong, or a handler, proxy or TLS is given.</exception>
    public SocketIoClient CreateSocketIoClient(string @namespace = "/", SocketIoClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        options ??= new();
        if ((options.HttpHandler, options.Proxy, options.Tls) is not (null, null, null))
        {
            throw new ArgumentException("A client in memory has no use for HttpHandler, Proxy or Tls.", nameof(options));
        }

        SocketsHttpHandler handler = SocketIoClient.CreateHandler(options);
        handler.UseProxy = false;
        handler.ConnectCallback = async (_, cancellationToken) => await _transport.ConnectAsync(InMemoryEndPoints.Http1, cancellationToken);
        var url = new Uri(new Uri("http://localhost/"), @namespace);
        var client = new SocketIoClient(url, options, new ClientSettings(url, options), new HttpMessageInvoker(handler));
        _socketClients.Add(client);
        return client;
    }

    /// <summary>A connection as a stream of bytes, for tests of the wire.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default) =>
        await _transport.ConnectAsync(InMemoryEndPoints.Http1, cancellationToken);

    /// <summary>Ends the clients, then the application.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (SocketIoClient client in _socketClients)
        {
            await client.DisposeAsync();
        }

        foreach (HttpClient client in _clients)
        {
            client.Dispose();
        }

        await App.DisposeAsync();
    }
}
