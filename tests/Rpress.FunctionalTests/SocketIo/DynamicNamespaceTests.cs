using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Namespaces that come to be when a client asks for one.</summary>
public sealed class DynamicNamespaceTests
{
    [Fact]
    public async Task Namespace_WhoseNameAnExpressionMatches_ComesToBeWithWhatWasSet()
    {
        var io = new RpressIo();
        ParentNamespace parent = io.Of(new Regex(@"^/dynamic-\d+$"));
        parent.OnConnection(socket => socket.On("where", () => socket.Namespace.Name));
        parent.Use((socket, next) => socket.Handshake.Auth.Get<string>("token") is null ? throw new SocketMiddlewareException("no token") : next());
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40/dynamic-7,");
        Assert.Equal("""44/dynamic-7,{"message":"no token"}""", await client.ReadAsync());
        await client.JoinAsync("/dynamic-7", """{"token":"x"}""");
        await client.SendAsync("""42/dynamic-7,1["where"]""");
        Assert.Equal("""43/dynamic-7,1["/dynamic-7"]""", await client.ReadAsync());
        await client.SendAsync("40/dynamic-x,");

        Assert.Equal("""44/dynamic-x,{"message":"Invalid namespace"}""", await client.ReadAsync());
        Assert.Equal(["/dynamic-7"], parent.Children.Select(child => child.Name));
    }

    [Fact]
    public async Task Namespace_ThatAFunctionAllows_IsAskedByNameAndAuth()
    {
        var io = new RpressIo();
        io.Of(async (name, auth) =>
        {
            await Task.Yield();
            return auth.Get<string>("tenant") is { } tenant && name == "/" + tenant;
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("""40/acme,{"tenant":"other"}""");
        Assert.Equal("""44/acme,{"message":"Invalid namespace"}""", await client.ReadAsync());
        await client.JoinAsync("/acme", """{"tenant":"acme"}""");

        Assert.Single(io.Of("/acme").Sockets);
    }

    [Fact]
    public async Task Kinds_ThatAllFit_AreAskedInOrder()
    {
        var asked = new List<string>();
        var io = new RpressIo();
        io.Of((name, _) =>
        {
            asked.Add("throws");
            throw new InvalidOperationException("broken");
        });
        io.Of((name, _) =>
        {
            asked.Add("no");
            return false;
        });
        ParentNamespace first = io.Of((name, _) => true);
        ParentNamespace second = io.Of((name, _) => true);
        await using var server = await SocketIoServer.StartAsync(io);

        await server.JoinAsync("/any");

        Assert.Equal(["throws", "no"], asked);
        Assert.Single(first.Children);
        Assert.Empty(second.Children);
        Assert.Equal(LogLevel.Error, Assert.Single(server.Failures).Level);
    }

    [Fact]
    public async Task Namespace_ThatWasMadeByName_NeedsNoKind()
    {
        var io = new RpressIo();
        io.Of("/fixed").OnConnection(socket => socket.On("which", () => "fixed"));
        ParentNamespace parent = io.Of(new Regex("."));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync("/fixed");

        await client.SendAsync("""42/fixed,1["which"]""");

        Assert.Equal("""43/fixed,1["fixed"]""", await client.ReadAsync());
        Assert.Empty(parent.Children);
    }

    [Fact]
    public async Task Namespace_ThatTheApplicationAsksForByName_IsOfItsKind()
    {
        var io = new RpressIo();
        ParentNamespace parent = io.Of(new Regex("^/dynamic-"));
        parent.OnConnection(socket => socket.On("which", () => "dynamic"));
        RpressNamespace child = io.Of("/dynamic-1");
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync("/dynamic-1");

        await client.SendAsync("""42/dynamic-1,1["which"]""");

        Assert.Equal("""43/dynamic-1,1["dynamic"]""", await client.ReadAsync());
        Assert.Same(child, Assert.Single(parent.Children));
    }

    [Fact]
    public async Task Namespace_WhoseLastClientLeft_Goes()
    {
        var io = new RpressIo();
        ParentNamespace parent = io.Of(new Regex("^/dynamic-"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire first = await server.JoinAsync("/dynamic-1");
        SocketIoWire second = await server.JoinAsync("/dynamic-1");

        await first.SendAsync("41/dynamic-1,");
        await Eventually.TrueAsync(() => parent.Children.Single().Sockets.Count == 1, "the first client to have left");
        await second.LeaveAsync();

        await Eventually.TrueAsync(() => parent.Children.Count == 0, "the namespace to go");
        await first.JoinAsync("/dynamic-1");
        Assert.Single(parent.Children);
    }

    [Fact]
    public async Task Namespace_ThatRefusedItsOnlyClient_Goes()
    {
        var io = new RpressIo();
        ParentNamespace parent = io.Of(new Regex("^/dynamic-"));
        parent.UseAuth(_ => AuthResult.Reject("no"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40/dynamic-1,");

        Assert.Equal("""44/dynamic-1,{"message":"no"}""", await client.ReadAsync());
        Assert.Empty(parent.Children);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Namespace_ThatIsKept_StaysWithoutClients(bool cleansUp, bool isAskedFor)
    {
        var io = new RpressIo(config: new() { CleanupEmptyChildNamespaces = cleansUp });
        ParentNamespace parent = io.Of(new Regex("^/dynamic-"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync("/dynamic-1");
        if (isAskedFor)
        {
            Assert.Same(parent.Children.Single(), io.Of("/dynamic-1"));
        }

        await client.LeaveAsync();

        await Eventually.TrueAsync(() => io.Engine.SessionCount == 0 && parent.Children.Single().Sockets.Count == 0, "the client to leave");
        Assert.Single(parent.Children);
    }

    [Fact]
    public async Task Broadcast_OfAKind_ReachesTheSocketsOfAllItsNamespaces()
    {
        var io = new RpressIo();
        ParentNamespace parent = io.Of(new Regex("^/dynamic-"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire one = await server.JoinAsync("/dynamic-1");
        SocketIoWire two = await server.JoinAsync("/dynamic-2");

        await parent.EmitAsync("hello");
        Assert.Equal("""42/dynamic-1,["hello"]""", await one.ReadAsync());
        Assert.Equal("""42/dynamic-2,["hello"]""", await two.ReadAsync());
        Assert.Equal(2, (await parent.FetchSocketsAsync()).Count);
        Task<int[]?> asking = parent.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int[]>("count", TestContext.Current.CancellationToken);
        Assert.Equal("""42/dynamic-1,0["count"]""", await one.ReadAsync());
        Assert.Equal("""42/dynamic-2,0["count"]""", await two.ReadAsync());
        await one.SendAsync("43/dynamic-1,0[1]");
        await two.SendAsync("43/dynamic-2,0[2]");

        Assert.Equal(3, (await asking)!.Sum());
    }

    [Fact]
    public async Task Namespaces_OfAConnection_AreBoundedHoweverTheyComeToBe()
    {
        var io = new RpressIo(config: new() { MaxNamespaces = 3 });
        io.Of(new Regex("^/dynamic-"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            await client.JoinAsync($"/dynamic-{i}");
        }

        await client.SendAsync("40/dynamic-3,");

        Assert.Equal("""44/dynamic-3,{"message":"Too many namespaces"}""", await client.ReadAsync());
    }

    [Fact]
    public async Task Namespace_ThatIsAskedForTwiceAtATime_EndsTheConnection()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var io = new RpressIo();
        io.Of(async (name, _) =>
        {
            await release.Task;
            return true;
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40/dynamic,");
        await client.SendAsync("40/dynamic,");

        await client.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        release.SetResult();
        await Eventually.TrueAsync(() => io.Work.Count == 0 && io.Find("/dynamic") is null, "the namespace to go");
    }

    [Fact]
    public async Task Namespaces_ThatComeAndGoConcurrently_LeaveNothingBehind()
    {
        var io = new RpressIo();
        ParentNamespace parent = io.Of(new Regex("^/dynamic-"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire[] clients = [await server.ConnectAsync(), await server.ConnectAsync(), await server.ConnectAsync(), await server.ConnectAsync()];

        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                string name = $"/dynamic-{i % 3}";
                await client.JoinAsync(name);
                Assert.Contains(io.Find(name)!.Sockets, socket => socket.Id == client.Id);
                await client.SendAsync($"41{name},");
            }
        })));

        await Eventually.TrueAsync(() => parent.Children.Count == 0, "all namespaces to go");
    }
}
