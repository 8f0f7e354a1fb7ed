using System.Net;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>nginx by the client's address, behind a balancer that says it.</summary>
public sealed class NginxStickyByAddressTests : StickyCases
{
    [Fact]
    public async Task Client_BehindAnotherBalancer_IsKnownByItsAddress()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        using HttpClient http = BalancedClients.CreateHttp(balancer);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.9, 203.0.113.1"); // the first is what the client made up

        await http.GetStringAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        Assert.Equal(IPAddress.Parse("203.0.113.1"), Assert.Single(nodes.First.Requests.Concat(nodes.Second.Requests)).Address);
    }

    private protected override Task<IBalancer> StartBalancerAsync(TwoNodes nodes) =>
        Nginx.StartAsync("nginx-sticky-by-address.conf", nodes, ("set_real_ip_from 10.0.0.0/8;", "set_real_ip_from 127.0.0.1;"));
}
