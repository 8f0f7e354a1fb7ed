using System.Net;
using System.Text.Json;
using Rpress.InteropTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>A balancer that is not sticky: good for WebSocket alone, and what becomes of clients that poll all the same.</summary>
public abstract class WebSocketOnlyCases
{
    private static readonly EioConfig _webSocketOnly = new() { WebSocketOnly = true };

    private protected abstract Task<IBalancer> StartBalancerAsync(TwoNodes nodes);

    [Fact]
    public async Task WebSocket_OfSeveralClients_UsesBothServers()
    {
        await using var nodes = await TwoNodes.StartAsync(_webSocketOnly);
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);

        IReadOnlyList<string> names = await clients.ConnectToBothAsync(ClientMode.WebSocket);
        await Task.WhenAll(names.Select(clients.ExchangeAsync));

        Assert.Equal(names.Count, nodes.First.Requests.Count + nodes.Second.Requests.Count);
        nodes.AssertSticky();
    }

    [Fact]
    public async Task Server_ThatStops_LeavesItsWebSocketsToTheOther()
    {
        await using var nodes = await TwoNodes.StartAsync(_webSocketOnly);
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);
        await clients.ConnectAsync("a", ClientMode.WebSocket, reconnects: true);
        BalancedNode node = nodes.Of(await clients.WhereAsync("a"));

        await node.StopAsync();
        await clients.ReadAsync("disconnect", "a");
        await clients.ReadAsync("connect", "a");

        Assert.Equal(nodes.Other(node).Name, await clients.WhereAsync("a"));
    }

    [Fact]
    public async Task Polling_WhereOnlyWebSocketIsSpoken_IsToldSo()
    {
        await using var nodes = await TwoNodes.StartAsync(_webSocketOnly);
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);
        using HttpClient http = BalancedClients.CreateHttp(balancer);

        await clients.OpenAsync("a", ClientMode.Polling);
        using HttpResponseMessage answer = await http.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        const string Refusal = """{"code":0,"message":"Long-polling is off: connect with transports: [\"websocket\"]."}""";
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(Refusal, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Refusal, (await clients.ReadAsync("connect_error", "a")).GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Polling_ThroughIt_LosesItsSessionsAndIsInTheLog()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var balancer = await StartBalancerAsync(nodes);
        await using var clients = new BalancedClients(balancer);

        // a client may have luck, until it has more to say
        string[] names = [.. Enumerable.Range(0, 5).Select(i => $"client {i}")];
        await Task.WhenAll(names.Select(name => clients.OpenAsync(name, ClientMode.Polling, reconnects: true)));
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.WhenAll(names.Select(clients.EmitAsync));
                return nodes.First.Warnings.Count + nodes.Second.Warnings.Count > 0;
            },
            "a server to warn");

        Assert.Contains(
            "configure sticky sessions, or use WebSocket only",
            nodes.First.Warnings.Concat(nodes.Second.Warnings).First().Message,
            StringComparison.Ordinal);
        JsonElement lost = await clients.ReadAnyAsync("connect_error");
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", lost.GetProperty("answer").GetString());
    }
}
