using System.Text.RegularExpressions;
using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide's pages on Socket.IO quote and no sample needs.</summary>
public sealed class SocketIoExamplesTests
{
    private static readonly HashSet<string> _accounts = ["acme"];

    [Fact]
    public async Task Middleware_OfANamespace_RefusesWithData()
    {
        var io = new RpressIo();
        io.Of("/admin").Use(async (socket, next) =>
        {
            if (socket.Handshake.Auth.Get<string>("token") != "secret")
            {
                throw new SocketMiddlewareException("not authorized", new { retryAfter = 5 });
            }

            socket.Data["role"] = "admin";
            await next();
        });

        await using RpressTestServer server = await StartAsync(io);
        PollingText client = await PollingText.OpenAsync(server.Client);
        await client.SendAsync("40/admin,");

        Assert.Equal("""44/admin,{"message":"not authorized","data":{"retryAfter":5}}""", await client.ReceiveAsync("44"));
    }

    [Fact]
    public async Task Middleware_OfASocket_StandsAroundItsEvents()
    {
        var io = new RpressIo();
        io.OnConnection(socket =>
        {
            socket.OnAny((name, arguments) => Console.WriteLine($"{socket.Id}: {name} with {arguments.Count} arguments"));
            socket.Use(async (socketEvent, next) =>
            {
                if (socketEvent.Name.StartsWith("admin ", StringComparison.Ordinal))
                {
                    throw new SocketMiddlewareException("Administrators only.");
                }

                await next();
            });
            socket.OnError(error => socket.EmitAsync("refused", error.Message));
        });

        await using RpressTestServer server = await StartAsync(io);
        PollingText client = await PollingText.OpenAsync(server.Client);
        await client.ReceiveAsync();
        await client.SendAsync("""42["admin stop"]""");

        Assert.Equal("""42["refused","Administrators only."]""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Namespaces_OfAKind_ComeToBeWhenAsked()
    {
        var io = new RpressIo();
        ParentNamespace boards = io.Of(new Regex(@"^/board-\d+$"));
        boards.OnConnection(socket => socket.Broadcast.EmitAsync("joined", socket.Id));
        io.Of(async (name, auth) => await HasAccountAsync(name[1..], auth.Get<string>("token")));

        await using RpressTestServer server = await StartAsync(io);
        PollingText client = await PollingText.OpenAsync(server.Client);
        await client.SendAsync("40/board-7,");

        Assert.StartsWith("40/board-7,", await client.ReceiveAsync("40/"), StringComparison.Ordinal);
        Assert.Single(boards.Children);
    }

    [Fact]
    public async Task Acks_OfMany_ComeAsOneArray()
    {
        var io = new RpressIo();
        var app = new RpressApp().AttachSocketIo(io);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using RpressTestServer server = await RpressTestServer.StartAsync(app, cancellationToken);

        try
        {
            string[]? names = await io.To("tea").Timeout(TimeSpan.FromSeconds(2)).EmitWithAckAsync<string[]>("who are you?", cancellationToken);
            Console.WriteLine(string.Join(", ", names!));
        }
        catch (AckTimeoutException late)
        {
            Console.WriteLine($"{late.Responses.Count} have answered, others have not.");
        }

        Assert.Empty(io.Sockets);
    }

    [Fact]
    public async Task Groups_OfSockets_AreFoundAndMoved()
    {
        var io = new RpressIo();
        await using RpressTestServer server = await StartAsync(io);

        foreach (RemoteSocket member in await io.In("tea").FetchSocketsAsync())
        {
            Console.WriteLine($"{member.Id} {member.Data.Get<string>("name")} {string.Join(", ", member.Rooms)}");
        }

        await io.In("tea").SocketsJoinAsync("coffee");
        await io.In("tea").SocketsLeaveAsync("tea");
        await io.Except("staff").DisconnectSocketsAsync();

        Assert.Empty(await io.FetchSocketsAsync());
    }

    [Fact]
    public async Task Recovery_OfConnections_IsASetting()
    {
        var io = new RpressIo(config: new SocketIoConfig { Recovery = new RecoveryConfig() });
        io.OnConnection(async socket =>
        {
            if (!socket.Recovered)
            {
                await socket.JoinAsync("news");
            }
        });

        await using RpressTestServer server = await StartAsync(io);
        PollingText client = await PollingText.OpenAsync(server.Client);

        Assert.Contains("\"pid\":", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_InACertainWay_IsSaidBeforeTheEvent()
    {
        var io = new RpressIo();
        byte[] frame = [1, 2, 3];
        io.OnConnection(async socket =>
        {
            await socket.Volatile.EmitAsync("cursor", 10, 20);
            await socket.Compress(false).EmitAsync("frame", frame);
            await socket.To("tea").Volatile.EmitAsync("typing", socket.Id);
            await io.Local.EmitAsync("restart in a minute");
        });

        await using RpressTestServer server = await StartAsync(io);
        PollingText client = await PollingText.OpenAsync(server.Client);

        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_OfASocket_StillHasItsRooms()
    {
        var io = new RpressIo();
        io.OnConnection(socket => socket.OnDisconnecting(reason => socket.To([.. socket.Rooms]).EmitAsync("left", socket.Id)));
        io.Of("/").Adapter.OnRoomCreated(room => Console.WriteLine($"{room} has its first member"));

        await using RpressTestServer server = await StartAsync(io);
        PollingText client = await PollingText.OpenAsync(server.Client);

        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    private static Task<bool> HasAccountAsync(string name, string? token) => Task.FromResult(token is not null && _accounts.Contains(name));

    private static Task<RpressTestServer> StartAsync(RpressIo io) =>
        RpressTestServer.StartAsync(new RpressApp().AttachSocketIo(io), TestContext.Current.CancellationToken);
}
