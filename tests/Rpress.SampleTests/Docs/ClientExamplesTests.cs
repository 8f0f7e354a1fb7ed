#pragma warning disable xUnit1051 // what the guide quotes is no test there

using System.Net.Security;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide's page on the client quotes.</summary>
public sealed class ClientExamplesTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Client_Connected_ExchangesEvents()
    {
        await using RpressApp app = await StartAsync();
        string url = UrlOf(app);

        await using var client = await SocketIoClient.ConnectAsync(url, new() { Auth = new { token = "valid-secret" } });
        client.On("chat message", (string text) => Console.WriteLine(text));
        await client.EmitAsync("chat message", "Hello from C#!");
        var reply = await client.EmitWithAckAsync<string>("greet", "Rpress");

        Assert.Equal("Hello, Rpress!", reply);
    }

    [Fact]
    public async Task Client_WithItsHandlersFirst_MissesNothing()
    {
        await using RpressApp app = await StartAsync();
        var log = new List<string>();
        await using var client = new SocketIoClient(UrlOf(app), new() { Auth = new { token = "valid-secret" } });

        client.OnConnect(() => log.Add($"connected, recovered: {client.Recovered}"));
        client.OnDisconnect(reason => log.Add($"disconnected: {reason}"));
        client.OnConnectError(error => log.Add($"not connected: {error.Message}"));
        client.On("question", (int number) => number * 2); // the ack of the server's event
        await client.ConnectAsync();

        Assert.Equal(14, await client.EmitWithAckAsync<int>("ask me", 7).WaitAsync(_bound, TestContext.Current.CancellationToken));
        await client.DisconnectAsync();
        await client.DisposeAsync();
        Assert.Equal(["connected, recovered: False", "disconnected: io client disconnect"], log);
    }

    [Fact]
    public async Task Namespaces_OfOneClient_ShareTheConnection()
    {
        await using RpressApp app = await StartAsync();
        await using var client = await SocketIoClient.ConnectAsync(UrlOf(app), new() { Auth = new { token = "valid-secret" } });

        ClientSocket admin = client.Of("/admin");
        admin.Auth = new { token = "admin-secret" };
        await admin.ConnectAsync();
        string? status = await admin.EmitWithAckAsync<string>("status");
        await admin.DisconnectAsync(); // the client's own namespace stays

        Assert.Equal("online", status);
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task Refusal_OfTheServer_IsAnException()
    {
        await using RpressApp app = await StartAsync();
        string url = UrlOf(app);
        string? shown = null;

        try
        {
            await using var client = await SocketIoClient.ConnectAsync(url + "/admin", new() { Auth = new { token = "wrong" } });
        }
        catch (SocketConnectException error) when (error.IsRefused)
        {
            shown = $"{error.Message}: {error.ErrorData.Get<Refusal>()?.Code}";
        }

        Assert.Equal("Unauthorized: E401", shown);
    }

    [Fact]
    public async Task Acks_WithALimit_AreWaitedForNoLonger()
    {
        await using RpressApp app = await StartAsync();
        await using var client = await SocketIoClient.ConnectAsync(UrlOf(app), new() { Auth = new { token = "valid-secret" } });
        bool isLate = false;

        try
        {
            await client.Timeout(TimeSpan.FromMilliseconds(50)).EmitWithAckAsync<string>("never answered");
        }
        catch (TimeoutException)
        {
            isLate = true;
        }

        Assert.True(isLate);
    }

    [Fact]
    public async Task Options_OfAllKinds_AreTaken()
    {
        await using RpressApp app = await StartAsync();
        string url = UrlOf(app);

        var options = new SocketIoClientOptions
        {
            AuthProvider = async token => new { token = await ReadTokenAsync(token) }, // asked at each attempt
            Transports = [SocketTransport.Polling, SocketTransport.WebSocket],
            Headers = new Dictionary<string, string> { ["X-Api-Version"] = "2" },
            Tls = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == "AB12",
            },
            ReconnectionDelayMax = TimeSpan.FromSeconds(30),
            AckTimeout = TimeSpan.FromSeconds(10),
            Retries = 3,
        };

        await using var client = await SocketIoClient.ConnectAsync(url, options);
        Assert.Equal("Hello, Ada!", await client.EmitWithAckAsync<string>("greet", "Ada"));
    }

    private static ValueTask<string> ReadTokenAsync(CancellationToken cancellationToken) => new("valid-secret");

    private static string UrlOf(RpressApp app) => app.Endpoints[0].Url;

    private static async Task<RpressApp> StartAsync()
    {
        var io = new RpressIo();
        io.UseAuth(auth => auth.Get<string>("token") == "valid-secret" ? AuthResult.Accept() : AuthResult.Reject("Unauthorized"));
        io.OnConnection(socket =>
        {
            socket.On("greet", (string name) => $"Hello, {name}!");
            socket.On("ask me", (int number) => socket.EmitWithAckAsync<int>("question", number));
        });
        io.Of("/admin").UseAuth(auth => auth.Get<string>("token") == "admin-secret" ? AuthResult.Accept() : AuthResult.Reject("Unauthorized", new { code = "E401" }));
        io.Of("/admin").OnConnection(socket => socket.On("status", () => "online"));
        RpressApp app = new RpressApp().AttachSocketIo(io);
        app.AddEndpoint("127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private sealed record Refusal(string Code);
}
