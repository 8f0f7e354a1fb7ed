using System.Text.Json;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>Events for the servers themselves.</content>
public abstract partial class ClusterSourceSpecification
{
    private IEnumerable<IClusterNode> OtherNodes => _nodes.Where(node => node != Source);

    [Fact]
    public async Task ServerSideEvent_ToTheOthers_ReachesEachOfThem()
    {
        await ListenAsync("/", "hello");

        await Source.ServerSideEmitAsync("/", "hello", "wörld 😀", 1, null, new { a = new[] { 1.5, 2 } });

        foreach (IClusterNode node in OtherNodes)
        {
            Assert.Equal("""/ ["hello","wörld 😀",1,null,{"a":[1.5,2]}]""", await node.ReadServerSideEventAsync());
        }
    }

    [Fact]
    public async Task ServerSideEvent_InANamespace_IsHeardThereAlone()
    {
        await ListenAsync("/", "hello");
        await ListenAsync("/admin", "hello");

        await Source.ServerSideEmitAsync("/admin", "hello", 1);

        foreach (IClusterNode node in OtherNodes)
        {
            Assert.Equal("""/admin ["hello",1]""", await node.ReadServerSideEventAsync());
        }

        await Source.ServerSideEmitAsync("/", "hello", 2);
        foreach (IClusterNode node in OtherNodes)
        {
            Assert.Equal("""/ ["hello",2]""", await node.ReadServerSideEventAsync());
        }
    }

    [Fact]
    public async Task ServerSideEvent_WithBinary_ArrivesAsBinary()
    {
        await ListenAsync("/", "data");

        await Source.ServerSideEmitAsync("/", "data", new byte[] { 1, 2, 3 }, "x");

        foreach (IClusterNode node in OtherNodes)
        {
            Assert.Equal("""/ ["data",{"$bin":"AQID"},"x"]""", await node.ReadServerSideEventAsync());
        }
    }

    [Fact]
    public async Task ServerSideEvents_OfOneSender_ArriveInOrder()
    {
        await ListenAsync("/", "n");

        for (int n = 0; n < 100; n++)
        {
            await Source.ServerSideEmitAsync("/", "n", n);
        }

        foreach (IClusterNode node in OtherNodes)
        {
            for (int n = 0; n < 100; n++)
            {
                Assert.Equal(n, JsonElement.Parse((await node.ReadServerSideEventAsync())[2..])[1].GetInt32());
            }
        }
    }

    /// <summary>Lets all servers hear an event.</summary>
    protected async Task ListenAsync(string ns, string eventName)
    {
        foreach (IClusterNode node in _nodes)
        {
            await node.ListenAsync(ns, eventName);
        }
    }
}
