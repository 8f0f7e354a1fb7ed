// HTTPS with HTTP/2 and HTTP/1.1 on one port; the client chooses (ALPN).
//
//   dotnet run --project samples/Tls
//   curl -k --http2 https://localhost:3000/        HTTP/2
//   curl -k --http1.1 https://localhost:3000/      HTTP/1.1
//
// The certificate is made for this run and trusted by nobody: -k makes curl accept it. In production give
// FromPem the files that your certificate authority issues; when they are renewed, new connections get them.
//
// The settings come from configuration here: Rpress__MaxConnections=100 in the environment sets one.
using Microsoft.Extensions.Configuration;
using Rpress;
using TlsSample;

// From any source of configuration. A name that is no setting, and a value out of range, stop the start with a message.
IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
var app = new RpressApp(RpressOptions.From(configuration.GetSection("Rpress")));
var routes = new RpressRoutes();

// the same handler serves both protocols
routes.Get("/", request => $"Hello over {request.Protocol} on {request.Scheme}!");
app.AddRouteGroup(routes);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
using var certificate = DevelopmentCertificate.Create();
var tls = RpressTlsConfig.FromPem(certificate.CertificatePath, certificate.KeyPath);
await app.ListenTlsAsync($"localhost:{port}", tls, endpoints => Console.WriteLine($"Try: curl -k --http2 {endpoints[0].Url}/"));
