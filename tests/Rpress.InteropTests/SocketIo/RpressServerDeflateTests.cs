using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo;

/// <summary>The cases against our server with compressed messages, which npm's client offers by itself.</summary>
public sealed class RpressServerDeflateTests : EventCases
{
    private static readonly EioConfig _config = new() { PerMessageDeflate = new() { Threshold = 0 }, HttpCompression = new() { Threshold = 0 } };

    [Theory]
    [InlineData(ClientMode.WebSocket)]
    [InlineData(ClientMode.Upgrade)]
    public async Task Client_ThatCompressesEverything_IsUnderstood(ClientMode mode)
    {
        const int Large = 100_000;
        var requests = new EngineRequests();
        await using var server = await RpressServer.StartAsync(new(), _config, requests);
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode, compressesAll: true));
        if (mode == ClientMode.Upgrade)
        {
            await client.ReadOfManagerAsync("upgrade");
        }

        NodeValue.AssertEqual(
            new object[] { "short", new Dictionary<string, string> { ["$bin"] = "AQID" } }, await client.CallAsync("a", "echo", "short", NodeValue.Bytes([1, 2, 3])));
        NodeValue.AssertEqual(
            new object[] { NodeValue.SeenText(Large), NodeValue.SeenBytes(Large) },
            await client.CallAsync("a", "echo", NodeValue.LongText(Large), NodeValue.ManyBytes(Large)));
        Assert.Single(requests.All, request => request.Extensions?.StartsWith("permessage-deflate", StringComparison.Ordinal) == true);
    }

    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await RpressServer.StartAsync(options, _config);
}
