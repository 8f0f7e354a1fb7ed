using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Hosts Kestrel's server core: its limits from our options, its endpoints, its start and stop. Nothing else of ASP.NET runs.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly ServerContext _server;
    private readonly WebApplicationBuilder _builder;
    private readonly ListenSockets _sockets = new();
    private readonly List<CertificateWatcher> _certificates = [];
    private readonly List<(ListenOptions Options, bool IsTls, string? Host)> _listening = [];
    private readonly bool _isInMemory;
    private WebApplication? _container;

    public KestrelHost(ServerContext server, IReadOnlyList<EndpointRegistration> endpoints, ServerTransport? transport)
    {
        _server = server;
        _isInMemory = transport is not null;

        // RFC 9112 §2.2 lets a recipient take a bare LF for a line end; two readings of one message are how smuggling begins
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        _builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        _builder.Services.AddSingleton(server.Options.LogScopes ? server.Options.LoggerFactory : new ScopelessLoggerFactory(server.Options.LoggerFactory));
        _builder.Services.Configure<SocketTransportOptions>(options =>
        {
            options.MaxReadBufferSize = server.Options.RequestBufferSize;
            options.UnsafePreferInlineScheduling = server.Options.UnsafeInlineScheduling;
            Func<EndPoint, System.Net.Sockets.Socket> bind = SocketTransportOptions.CreateDefaultBoundListenSocket;
            options.CreateBoundListenSocket = endPoint => _sockets.Take(endPoint, bind);
        });
        _builder.Services.Configure<KestrelServerOptions>(options => Configure(options, endpoints));
        if (transport is not null)
        {
            _builder.Services.Replace(ServiceDescriptor.Singleton(transport.Factory));
        }
    }

    public IReadOnlyList<RpressEndpoint> Endpoints { get; private set; } = [];

    public async Task StartAsync(RpressHttpApplication application, CancellationToken cancellationToken)
    {
        // opens sockets and reads certificates: where it fails, DisposeAsync closes what was opened
        _container = _builder.Build();
        var core = _container.Services.GetRequiredService<IServer>();
        await core.StartAsync(application, cancellationToken);
        Endpoints = [.. _listening.Select(listening => new RpressEndpoint(listening.Options.EndPoint, listening.IsTls, listening.Host))];
    }

    /// <summary>Stops accepting, lets what runs finish, and aborts what is left when the token fires.</summary>
    public Task StopAsync(CancellationToken deadline) => _container!.Services.GetRequiredService<IServer>().StopAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        _sockets.DisposeLeft();
        foreach (CertificateWatcher watcher in _certificates)
        {
            await watcher.DisposeAsync();
        }

        if (_container is not null)
        {
            await _container.DisposeAsync();
        }
    }

    private void Configure(KestrelServerOptions options, IReadOnlyList<EndpointRegistration> endpoints)
    {
        options.AddServerHeader = false;
        options.RequestHeaderEncodingSelector = ContentLengthEncoding.Select;
        KestrelLimits.Apply(options.Limits, _server.Options);
        foreach (EndpointRegistration endpoint in endpoints)
        {
            Listen(options, endpoint);
        }

        if (_isInMemory)
        {
            InMemoryEndPoints.Listen(options, ConfigureConnections);
        }
    }

    private void Listen(KestrelServerOptions options, EndpointRegistration endpoint)
    {
        switch (endpoint.Address)
        {
            case EndpointAddress.Ip ip:
                options.Listen(ip.EndPoint, listen => Configure(listen, endpoint.Tls, null));
                break;
            case EndpointAddress.AnyIp any:
                options.ListenAnyIP(any.Port, listen => Configure(listen, endpoint.Tls, null));
                break;
            case EndpointAddress.Localhost localhost:
                foreach (IPEndPoint address in _sockets.BindLocalhost(localhost.Port))
                {
                    options.Listen(address, listen => Configure(listen, endpoint.Tls, "localhost"));
                }

                break;
            case EndpointAddress.Unix unix:
                ListenSockets.RemoveStale(unix.SocketPath);
                options.ListenUnixSocket(unix.SocketPath, listen => Configure(listen, endpoint.Tls, null));
                break;
        }
    }

    private void Configure(ListenOptions listen, RpressTlsConfig? tls, string? host)
    {
        ConfigureConnections(listen);
        listen.Protocols = tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        _listening.Add((listen, tls is not null, host));
        if (tls is not null)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = _server.Options.TlsHandshakeTimeout,
                OnConnection = TlsOptionsFor(tls),
            });
            listen.Use(ConnectionTracing.AfterHandshake);
        }
    }

    // what is closed unanswered is not traced either: a flood must not fill the traces
    private void ConfigureConnections(ListenOptions listen) => listen.Use(_server.Connections.Around).Use(ConnectionTracing.Around);

    private Func<TlsHandshakeCallbackContext, ValueTask<SslServerAuthenticationOptions>> TlsOptionsFor(RpressTlsConfig tls)
    {
        List<SslApplicationProtocol> protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        if (tls.Options is { } full)
        {
            full.ApplicationProtocols ??= protocols;
            return _ => new(full);
        }

        var watcher = new CertificateWatcher(tls.Files!, tls.ReloadInterval, _server.Options.Time, _server.Options.LoggerFactory.CreateLogger("Rpress.Tls"));
        _certificates.Add(watcher);
        return _ => new(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = watcher.Current,
            ApplicationProtocols = protocols,
        });
    }
}
