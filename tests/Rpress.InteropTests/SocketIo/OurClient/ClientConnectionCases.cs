using System.Net;
using System.Net.Security;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>How our client comes to its connection, and what it fails at.</summary>
public abstract class ClientConnectionCases : ClientCases
{
    public static TheoryData<ClientMode, bool> ModesWithTls { get; } =
        new(from mode in Enum.GetValues<ClientMode>() from isTls in new[] { false, true } select (mode, isTls));

    [Theory]
    [MemberData(nameof(ModesWithTls))]
    public async Task Connection_InEachMode_UsesItsTransport(ClientMode mode, bool isTls)
    {
        var asked = 0;
        await using var server = await StartServerAsync(new(isTls));
        await using var client = ClientProbe.Make(server.Address, mode, options =>
        {
            options.Auth = new { token = "t", n = 1 };
            options.Tls = !isTls ? null : new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    Interlocked.Increment(ref asked) > 0 && certificate?.Issuer == TestCertificates.Shared.Intermediate.Subject,
            };
        });
        Assert.Equal((false, false, null), (client.Socket.IsConnected, client.Socket.IsActive, client.Socket.Id));

        await client.ConnectAsync();
        var who = await client.WhoAsync();

        Assert.Equal((true, true, false), (client.Socket.IsConnected, client.Socket.IsActive, client.Socket.Recovered));
        Assert.Equal((client.Socket.Id, "/"), (who.Id, who.Namespace));
        Assert.Equal(("t", 1), (who.Auth.GetProperty("token").GetString(), who.Auth.GetProperty("n").GetInt32()));
        Assert.Equal(who.Id, await client.Connects.NextAsync());
        await client.SettleAsync();
        Assert.Equal("after", await client.CallAsync<string>("echo", "after"));
        Assert.Equal(isTls, asked > 0);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Certificate_ThatIsNotTaken_FailsTheConnection(ClientMode mode)
    {
        await using var server = await StartServerAsync(new(IsTls: true));
        await using var refusing = ClientProbe.Make(server.Address, mode, options => options.Tls = new() { RemoteCertificateValidationCallback = (_, _, _, _) => false });
        await using var plain = ClientProbe.Make(server.Address, mode);

        var error = await refusing.ConnectInVainAsync();
        await plain.ConnectInVainAsync(); // nobody vouches for it

        Assert.Equal((false, false), (error.IsRefused, error.ErrorData.IsDefined));
        Assert.Equal((false, false), (refusing.Socket.IsConnected, refusing.Socket.IsActive));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Handshake_OfTheClient_HasItsHeadersQueryAndCookies(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(
            server.Address,
            mode,
            options =>
            {
                options.Headers = new Dictionary<string, string> { ["X-Token"] = "abc" };
                options.Query = new Dictionary<string, string> { ["room"] = "a b&ü", ["both"] = "options" };
                options.Cookies = new CookieContainer();
                options.Cookies.Add(server.Address, new Cookie("tasty", "yes"));
            },
            "/?from=url&both=url");

        await client.ConnectAsync();
        var seen = await client.CallAsync<HandshakeFacts>("handshake");

        Assert.Equal("/", client.Socket.Namespace);
        Assert.Equal("abc", seen.Headers["x-token"]);
        Assert.Equal("tasty=yes", seen.Headers["cookie"]);
        Assert.Equal(("a b&ü", "url", "options"), (seen.Query["room"], seen.Query["from"], seen.Query["both"]));
        Assert.Equal(("4", mode == ClientMode.WebSocket ? "websocket" : "polling"), (seen.Query["EIO"], seen.Query["transport"]));
    }

    // npm's server sets it for polling alone
    [Theory]
    [InlineData(ClientMode.Polling)]
    [InlineData(ClientMode.Upgrade)]
    public async Task Cookie_OfTheServer_IsKeptAndSentWithTheNextConnection(ClientMode mode)
    {
        var cookies = new CookieContainer();
        await using var server = await StartServerAsync(new() { SetsCookie = true });
        await using var proxy = StartProxy(server);
        var address = proxy.Through(server.Address);
        await using var client = await ClientProbe.ConnectAsync(address, mode, options => options.Cookies = cookies);
        var first = cookies.GetCookies(address)["io"]?.Value;
        Assert.False((await client.CallAsync<HandshakeFacts>("handshake")).Headers.ContainsKey("cookie"));

        await BreakAsync(proxy, client);
        await client.Connects.NextAsync();

        Assert.Equal($"io={first}", (await client.CallAsync<HandshakeFacts>("handshake")).Headers["cookie"]);
        Assert.NotEqual(first, cookies.GetCookies(address)["io"]?.Value);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task AuthProvider_AtEachConnection_IsAskedAnew(ClientMode mode)
    {
        var asked = 0;
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode, options =>
        {
            options.Auth = new { n = "the object's" };
            options.AuthProvider = async _ =>
            {
                await Task.Yield();
                return new { n = ++asked };
            };
        });

        Assert.Equal(1, (await client.WhoAsync()).Auth.GetProperty("n").GetInt32());
        await BreakAsync(proxy, client);
        await client.Connects.NextAsync();

        var n = (await client.WhoAsync()).Auth.GetProperty("n").GetInt32();
        Assert.Equal(asked, n);
        Assert.InRange(n, 2, int.MaxValue); // attempts that failed asked as well
    }

    [Fact]
    public async Task AuthProvider_ThatFails_FailsTheAttempt()
    {
        var fails = true;
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, ClientMode.WebSocket, options =>
            options.AuthProvider = async _ =>
            {
                await Task.Yield();
                return fails ? throw new InvalidOperationException("no token today") : new { n = 1 };
            });

        var error = await client.ConnectInVainAsync();
        fails = false;
        await client.ConnectAsync();

        Assert.False(error.IsRefused);
        Assert.Equal(1, (await client.WhoAsync()).Auth.GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("polling", SocketTransport.WebSocket, SocketTransport.Polling)]
    [InlineData("websocket", SocketTransport.Polling, SocketTransport.WebSocket)]
    public async Task TryAllTransports_WhereTheFirstIsNotThere_GoesOnWithTheNext(string offered, SocketTransport first, SocketTransport second)
    {
        await using var server = await StartServerAsync(new() { Transports = [offered] });
        await using var trying = ClientProbe.Make(server.Address, ClientMode.Upgrade, options => (options.Transports, options.TryAllTransports) = ([first, second], true));
        await using var other = ClientProbe.Make(server.Address, ClientMode.Upgrade, options => options.Transports = [first, second]);

        await trying.ConnectAsync();
        var error = await other.ConnectInVainAsync();

        Assert.Equal(second, trying.Client.Transport);
        Assert.Equal("here", await trying.CallAsync<string>("echo", "here"));
        Assert.False(error.IsRefused);
    }

    [Fact]
    public async Task Upgrade_SwitchedOff_LeavesTheConnectionToPolling()
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, ClientMode.Upgrade, options => options.Upgrade = false);
        await client.ConnectAsync();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, await client.CallAsync<int>("echo", i));
        }

        Assert.Equal(SocketTransport.Polling, client.Client.Transport);
    }

    [Fact]
    public async Task RememberUpgrade_AfterAnUpgrade_BeginsWithWebSocket()
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), ClientMode.Upgrade, options => options.RememberUpgrade = true);
        await client.SettleAsync();

        await BreakAsync(proxy, client);
        await client.Connects.NextAsync();

        Assert.Equal("websocket", (await client.CallAsync<HandshakeFacts>("handshake")).Query["transport"]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatDoesNotAnswer_IsGivenUpInTime(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = ClientProbe.Make(proxy.Through(server.Address), mode, options => options.ConnectTimeout = TimeSpan.FromMilliseconds(300));

        proxy.Hold(TcpDirection.ToServer);
        var error = await client.ConnectInVainAsync();

        Assert.False(error.IsRefused);
        Assert.Equal((false, false), (client.Socket.IsConnected, client.Socket.IsActive));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatAnswersLater_IsConnectedTo(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = ClientProbe.Make(proxy.Through(server.Address), mode, options => options.ConnectTimeout = TimeSpan.FromSeconds(1));

        proxy.Hold(TcpDirection.ToClient);
        client.Socket.Connect();
        Assert.False((await client.ConnectErrors.NextAsync()).IsRefused);
        Assert.True(client.Socket.IsActive);
        proxy.Resume(TcpDirection.ToClient);
        await client.Connects.NextAsync();

        Assert.Equal("in time", await client.CallAsync<string>("echo", "in time"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatIsNotThere_FailsTheFirstConnectAndNotTheSecond(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = ClientProbe.Make(proxy.Through(server.Address), mode);

        proxy.Refuse();
        var error = await client.ConnectInVainAsync();
        Assert.Equal((false, false), (error.IsRefused, client.Socket.IsActive));
        proxy.Accept();
        await client.ConnectAsync();

        Assert.Equal("there", await client.CallAsync<string>("echo", "there"));
    }

    [Fact]
    public async Task ConnectAsync_ThatIsCanceled_EndsTheAttempt()
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = ClientProbe.Make(proxy.Through(server.Address), ClientMode.WebSocket);
        using var canceled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        proxy.Hold(TcpDirection.ToServer);
        var connecting = client.Socket.ConnectAsync(canceled.Token);
        await Eventually.TrueAsync(() => proxy.MadeConnections > 0, "that the client has reached the network");
        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.InTimeAsync("that the attempt ends"));
        proxy.Resume(TcpDirection.ToServer);
        await client.ConnectAsync();
        Assert.Equal("again", await client.CallAsync<string>("echo", "again"));
    }

    [Fact]
    public async Task Client_MadeAndConnectedAtOnce_WorksAndFailsAsOneStep()
    {
        await using var server = await StartServerAsync(new());
        var token = TestContext.Current.CancellationToken;
        var options = ClientProbe.OptionsFor(ClientMode.Upgrade);

        await using var client = await SocketIoClient.ConnectAsync(new Uri(server.Address, "/admin").ToString(), options, token).InTimeAsync("a client");
        var error = await Assert.ThrowsAsync<SocketConnectException>(
            () => SocketIoClient.ConnectAsync(new Uri(server.Address, "/nowhere"), options, token).InTimeAsync("the refusal"));

        Assert.Equal((true, "/admin"), (client.IsConnected, client.Namespace));
        Assert.Equal((true, "Invalid namespace"), (error.IsRefused, error.Message));
    }

    private sealed record HandshakeFacts(Dictionary<string, string> Headers, Dictionary<string, string> Query);
}
