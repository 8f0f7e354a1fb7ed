using System.Net;
using Rpress.InteropTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>What a balancer with sticky sessions has to do for npm's clients.</summary>
public abstract class StickyCases
{
    private protected abstract Task<IBalancer> StartBalancerAsync(TwoNodes nodes);

    [Fact]
    public async Task Polling_OfAClient_StaysAtOneServer()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);

        await clients.ConnectAsync("a", ClientMode.Polling);
        await clients.ExchangeAsync("a");
        BalancedNode node = nodes.Of(await clients.WhereAsync("a"));

        Assert.Empty(nodes.Other(node).Requests);
        Assert.True(node.Requests.Count > 10, $"Only {node.Requests.Count} requests came.");
        nodes.AssertSticky();
    }

    [Fact]
    public async Task OurClient_ThatBeginsWithPolling_StaysAtOneServer()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);

        // docs/guide/load-balancing.md quotes these
        var options = new SocketIoClientOptions
        {
            Transports = [SocketTransport.Polling, SocketTransport.WebSocket],
            Cookies = new CookieContainer(),
        };
        options.Tls = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => TestCertificates.Shared.IsServer(certificate) };
        await using var client = await SocketIoClient.ConnectAsync(balancer.Address.ToString(), options, TestContext.Current.CancellationToken);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(i, await client.EmitWithAckAsync<int>("echo", i, TestContext.Current.CancellationToken));
        }

        Assert.True(nodes.First.Requests.Count == 0 || nodes.Second.Requests.Count == 0, "Both servers were asked.");
        nodes.AssertSticky();
    }

    [Fact]
    public async Task Polling_OfSeveralClients_UsesBothServers()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);

        IReadOnlyList<string> names = await clients.ConnectToBothAsync(ClientMode.Polling);
        await Task.WhenAll(names.Select(clients.ExchangeAsync));

        nodes.AssertSticky();
    }

    [Fact]
    public async Task Upgrade_OfSeveralClients_FindsTheirSessions()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);

        IReadOnlyList<string> names = await clients.ConnectToBothAsync(ClientMode.Upgrade);
        foreach (string name in names)
        {
            await clients.UpgradedAsync(name);
            await clients.ExchangeAsync(name);
        }

        Assert.Equal(names.Count, nodes.First.Requests.Concat(nodes.Second.Requests).Count(request => request.Transport == "websocket"));
        nodes.AssertSticky();
    }

    [Fact]
    public async Task Server_ThatStops_LeavesItsClientsToTheOther()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);
        await clients.ConnectAsync("a", ClientMode.Polling, reconnects: true);
        BalancedNode node = nodes.Of(await clients.WhereAsync("a"));

        await node.StopAsync();
        await clients.ReadAsync("disconnect", "a");
        await clients.ReadAsync("connect", "a");

        Assert.Equal(nodes.Other(node).Name, await clients.WhereAsync("a"));
        await clients.ExchangeAsync("a");
    }

    [Fact]
    public async Task Server_BehindIt_KnowsTheClientsAddressAndScheme()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("CI") == "true", "Only Linux has the address 127.0.0.2 from the start.");
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        using HttpClient http = BalancedClients.CreateHttp(balancer, IPAddress.Parse("127.0.0.2"));
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1"); // what a client makes up
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "http");

        await http.GetStringAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        BalancedRequest request = Assert.Single(nodes.First.Requests.Concat(nodes.Second.Requests));
        Assert.Equal(("127.0.0.2", "https"), (request.Address!.ToString(), request.Scheme));
    }
}
