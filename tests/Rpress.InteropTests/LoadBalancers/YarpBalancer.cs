using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;
using Yarp.ReverseProxy.Configuration;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>YARP within the tests' process; docs/guide/load-balancing.md quotes how it is set up.</summary>
internal sealed class YarpBalancer : IBalancer
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    private readonly WebApplication _proxy;

    private YarpBalancer(WebApplication proxy)
    {
        _proxy = proxy;
        Address = new(_proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public static async Task<IBalancer> StartAsync(TwoNodes nodes, bool isSticky)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestCertificates.Shared.Server)));
        builder.Services.AddRoutingCore();
        AddProxy(builder, isSticky, $"http://{nodes.First.Address}", $"http://{nodes.Second.Address}");

        WebApplication proxy = builder.Build();
        proxy.MapReverseProxy();
        using var deadline = new CancellationTokenSource(_bound);
        await proxy.StartAsync(deadline.Token);
        return new YarpBalancer(proxy);
    }

    public async ValueTask DisposeAsync()
    {
        using (var deadline = new CancellationTokenSource(_bound))
        {
            await _proxy.StopAsync(deadline.Token);
        }

        await _proxy.DisposeAsync();
    }

    private static void AddProxy(WebApplicationBuilder builder, bool isSticky, string first, string second)
    {
        var route = new RouteConfig
        {
            RouteId = "socket.io",
            ClusterId = "rpress",
            Match = new() { Path = "/socket.io/{**rest}" },
            Transforms = [new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" }], // the origin of a page is compared with it
        };
        var cluster = new ClusterConfig
        {
            ClusterId = "rpress",
            LoadBalancingPolicy = "LeastRequests",
            SessionAffinity = new()
            {
                Enabled = isSticky, // false: WebSocket only
                AffinityKeyName = "rpress_node",
                Policy = "HashCookie",
                FailurePolicy = "Redistribute",
                Cookie = new() { Path = "/socket.io/", SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.Always },
            },
            HttpRequest = new() { ActivityTimeout = TimeSpan.FromSeconds(60) }, // longer than PingInterval + PingTimeout, 25 s + 20 s
            HealthCheck = new()
            {
                Active = new() { Enabled = true, Path = "/readyz", Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(1) },
            },
            Destinations = new Dictionary<string, DestinationConfig> { ["a"] = new() { Address = first }, ["b"] = new() { Address = second } },
        };
        builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster]);
    }
}
