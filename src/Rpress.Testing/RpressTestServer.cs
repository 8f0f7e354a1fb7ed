using System.Net;

namespace Rpress;

/// <summary>An application that runs in memory: the real server, parser and limits, but no sockets and no ports.</summary>
/// <remarks>Addresses that the application was given are bound too; a test gives none.</remarks>
public sealed class RpressTestServer : IAsyncDisposable
{
    private readonly MemoryTransport _transport;
    private readonly List<HttpClient> _clients = [];

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

    /// <summary>A connection as a stream of bytes, for tests of the wire.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default) =>
        await _transport.ConnectAsync(InMemoryEndPoints.Http1, cancellationToken);

    /// <summary>Ends the clients, then the application.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in _clients)
        {
            client.Dispose();
        }

        await App.DisposeAsync();
    }
}
