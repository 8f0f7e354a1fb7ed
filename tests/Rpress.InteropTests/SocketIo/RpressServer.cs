using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo;

/// <summary>Our server.</summary>
internal sealed class RpressServer : IInteropServer
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    private readonly RpressApp _app;
    private readonly CollectingLoggerFactory _log;

    private RpressServer(RpressApp app, CollectingLoggerFactory log, Uri address)
    {
        _app = app;
        _log = log;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<RpressServer> StartAsync(InteropServerOptions options, EioConfig? engine = null, EngineRequests? requests = null)
    {
        var log = new CollectingLoggerFactory();
        var app = InteropApp.Create(new() { LoggerFactory = log }, options.ToEngine(engine), requests, options.IsMsgPack, options.Recovers);
        var address = $"127.0.0.1:{options.Port}";
        if (options.IsTls)
        {
            app.AddTlsEndpoint(address, RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.Shared.Server }));
        }
        else
        {
            app.AddEndpoint(address);
        }

        using var deadline = new CancellationTokenSource(_bound);
        await app.StartAsync(deadline.Token);
        return new(app, log, new Uri($"{(options.IsTls ? "https" : "http")}://{(IPEndPoint)app.Endpoints[0].EndPoint}/"));
    }

    public async ValueTask DisposeAsync()
    {
        using (var deadline = new CancellationTokenSource(_bound))
        {
            await _app.StopAsync(deadline.Token);
        }

        await _app.DisposeAsync();
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
