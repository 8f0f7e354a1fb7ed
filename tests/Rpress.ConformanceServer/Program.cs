// A server for outside test suites (h1spec, h2spec, probes, those of engine.io-protocol and socket.io-protocol):
//   dotnet run --project tests/Rpress.ConformanceServer -- --port 3000 [--tls-port 3443]
using System.Net.Security;
using Rpress;
using Rpress.ConformanceServer;
using Rpress.TestKit;

var ports = Arguments.Parse(args);
var app = new RpressApp(new() { Cors = new() { Origins = ["*"] } });
app.Use(ConformanceRoutes.EchoBodyAsync);
app.AddRouteGroup(ConformanceRoutes.Create());
app.AttachEngineIo(ConformanceSockets.CreateEngine());
app.AttachSocketIo(ConformanceSockets.Create());
if (ports.TlsPort is { } tlsPort)
{
    app.AddTlsEndpoint($"127.0.0.1:{tlsPort}", RpressTlsConfig.FromOptions(new SslServerAuthenticationOptions
    {
        ServerCertificate = TestCertificates.Shared.Server,
    }));
}

await app.ListenAsync($"127.0.0.1:{ports.Port}");
