namespace Rpress.Client.Tests;

public sealed class NamespaceTests
{
    [Theory]
    [InlineData("", "40", """40{"sid":"abc"}""")]
    [InlineData("/", "40", """40{"sid":"abc"}""")]
    [InlineData("/admin", "40/admin,", """40/admin,{"sid":"abc"}""")]
    [InlineData("/a/b?x=1", "40/a/b,", """40/a/b,{"sid":"abc"}""")]
    public async Task Connect_OfAUrl_JoinsTheNamespaceOfItsPath(string path, string connect, string joined)
    {
        await using var test = new TestClient(path: path);
        test.Client.Connect();

        await test.AcceptAsync(connect, joined);

        Assert.Equal("connect", await test.Happened.NextAsync());
        Assert.Equal(("abc", true, true, false), (test.Client.Id, test.Client.IsConnected, test.Client.IsActive, test.Client.Recovered));
    }

    [Fact]
    public async Task Of_AnotherNamespace_SharesTheConnection()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("admin");

        Task connecting = admin.ConnectAsync(TestContext.Current.CancellationToken);
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await socket.SendAsync("""40/admin,{"sid":"def"}""");
        await connecting.BoundedAsync();
        await admin.EmitAsync("hi", 1);

        Assert.Equal("""42/admin,["hi",1]""", await socket.ReadTextAsync());
        Assert.Equal(("/admin", "def", "abc"), (admin.Namespace, admin.Id, test.Client.Id));
        Assert.Same(admin, test.Client.Of("/admin"));
        Assert.Same(test.Client, test.Client.Of("/"));
    }

    [Fact]
    public async Task Connect_OfSeveralNamespaces_JoinsThemOnOneConnectionAndAgainOnTheNext()
    {
        await using var test = new TestClient();
        test.Client.Of("/admin").Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        test.Client.Connect(); // while the handshake runs
        await socket.SendAsync(TestClient.Open());
        Assert.Equal(["40", "40/admin,"], ((string[])[await socket.ReadTextAsync(), await socket.ReadTextAsync()]).Order(StringComparer.Ordinal));

        socket.Close();
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.Server.AcceptWebSocketAsync();
        await next.SendAsync(TestClient.Open());

        Assert.Equal(["40", "40/admin,"], ((string[])[await next.ReadTextAsync(), await next.ReadTextAsync()]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Auth_OfTheOptions_IsSentToEachNamespaceUnlessItHasItsOwn()
    {
        await using var test = new TestClient(options => options.Auth = new { token = "é<" });
        test.Client.Connect();
        ScriptedWebSocket socket = await test.AcceptAsync("""40{"token":"é<"}""");
        ClientSocket own = test.Client.Of("/own");
        own.Auth = new { Id = 1 };

        test.Client.Of("/b").Connect();
        Assert.Equal("""40/b,{"token":"é<"}""", await socket.ReadTextAsync());
        own.Connect();

        Assert.Equal("""40/own,{"id":1}""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task AuthProvider_OfTheOptions_IsAskedAtEachAttemptAndGoesBeforeAuth()
    {
        int asked = 0;
        await using var test = new TestClient(options =>
        {
            options.Auth = new { token = "old" };
            options.AuthProvider = _ => ValueTask.FromResult<object?>(new { token = ++asked });
        });
        test.Client.Connect();
        (await test.AcceptAsync("""40{"token":1}""")).Close();

        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync("""40{"token":2}""");

        Assert.Equal("connect", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task AuthProvider_ThatGivesNothing_SendsNoAuth()
    {
        await using var test = new TestClient(options => options.AuthProvider = _ => ValueTask.FromResult<object?>(null));

        await test.ConnectAsync();

        Assert.True(test.Client.IsConnected);
    }

    [Fact]
    public async Task AuthProvider_OfAFurtherNamespaceThatFails_FailsThatOneAlone()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.AuthProvider = _ => ValueTask.FromResult<object?>("no object");

        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(
            () => admin.ConnectAsync(TestContext.Current.CancellationToken).BoundedAsync());

        Assert.StartsWith("What is sent to join /admin could not be made: ", error.Message, StringComparison.Ordinal);
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        Assert.True(test.Client.IsConnected);
    }

    [Fact]
    public async Task AuthProvider_ThatDoesNotAnswer_EndsWithTheConnectTimeout()
    {
        var never = new TaskCompletionSource<object?>();
        await using var test = new TestClient(options => options.AuthProvider = _ => new(never.Task));
        test.Client.Connect();

        await test.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("connect_error: The connection was not established within 20 s.", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Auth_ThatIsNoObject_IsRefusedWhenItIsSet()
    {
        await using var test = new TestClient();

        foreach (object auth in (object[])["token", 1, true, (int[])[1]])
        {
            Assert.Throws<ArgumentException>(() => test.Client.Auth = auth);
        }

        Assert.Null(test.Client.Auth);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a,b")]
    public async Task Of_ANameThatIsNone_IsRefused(string name)
    {
        await using var test = new TestClient();

        Assert.Throws<ArgumentException>(() => test.Client.Of(name));
    }

    [Theory]
    [InlineData("40")]
    [InlineData("40{}")]
    [InlineData("""40{"sid":""}""")]
    [InlineData("""40{"sid":1}""")]
    public async Task Answer_WithoutASid_IsAnOlderServers(string answer)
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);

        ScriptedWebSocket socket = await test.AcceptAsync(joined: answer);
        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());

        Assert.Contains("older version of Socket.IO", error.Message, StringComparison.Ordinal);
        Assert.False(test.Client.IsActive);
        Assert.Equal([0x03, 0xe8], (await socket.ReadAsync())!.Payload);
    }

    [Theory]
    [InlineData("""44{"message":"no","data":{"code":7}}""", "no", 7)]
    [InlineData("""44{"message":"no"}""", "no", null)]
    [InlineData("""44"no"  """, "no", null)]
    [InlineData("44{}", "The server refused the namespace.", null)]
    public async Task Refusal_OfTheServer_IsToldAndNotTriedAgain(string refusal, string message, int? code)
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);

        ScriptedWebSocket socket = await test.AcceptAsync(joined: refusal.Trim());
        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        await socket.SendCloseAsync();
        socket.Close();

        Assert.Equal((message, true), (error.Message, error.IsRefused));
        Assert.Equal(code, code is null ? null : error.ErrorData.Get<Dictionary<string, int>>()!["code"]);
        Assert.Equal($"connect_error: {message}", await test.Happened.NextAsync());
        await test.NoTimerAsync();
        Assert.False(test.Client.IsActive);
    }

    [Fact]
    public async Task Disconnect_InsteadOfAnAnswer_IsARefusal()
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);

        await test.AcceptAsync(joined: "41");

        var error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Equal($"connect_error: {error.Message}", await test.Happened.NextAsync());
        Assert.False(test.Client.IsActive);
    }

    [Fact]
    public async Task Refusal_OfOneNamespace_LeavesTheOthers()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task connecting = test.Client.Of("/admin").ConnectAsync(TestContext.Current.CancellationToken);
        await socket.ReadTextAsync();

        await socket.SendAsync("""44/admin,{"message":"no"}""");
        await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        await test.Client.EmitAsync("still");

        Assert.Equal("""42["still"]""", await socket.ReadTextAsync());
        Assert.True(test.Client.IsConnected);
    }

    [Fact]
    public async Task Connect_AfterARefusal_AsksAgain()
    {
        await using var test = new TestClient();
        test.Client.Connect();
        await test.AcceptAsync(joined: """44{"message":"no"}""");
        Assert.Equal("connect_error: no", await test.Happened.NextAsync());

        await test.ConnectAsync();

        Assert.True(test.Client.IsConnected);
    }

    [Theory]
    [InlineData("""40/admin,{"sid":"x"}""")]
    [InlineData("""44/admin,{"message":"no"}""")]
    [InlineData("""42/admin,["x"]""")]
    [InlineData("41/admin,")]
    public async Task Packets_BeforeTheServerWasAsked_AreIgnored(string packet)
    {
        var auth = new TaskCompletionSource<object?>();
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.AuthProvider = _ => new(auth.Task);
        Task connecting = admin.ConnectAsync(TestContext.Current.CancellationToken);

        await socket.SendAsync(packet);
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        Assert.Equal((true, false), (admin.IsActive, admin.IsConnected));
        auth.SetResult(null);
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await socket.SendAsync("""40/admin,{"sid":"def"}""");

        await connecting.BoundedAsync();
        Assert.Equal("def", admin.Id);
    }

    [Theory]
    [InlineData("""42/other,["x"]""")]
    [InlineData("""40/other,{"sid":"x"}""")]
    [InlineData("41/other,")]
    [InlineData("""43/other,0[]""")]
    [InlineData("""44/other,{"message":"x"}""")]
    [InlineData("""40{"sid":"second"}""")]
    [InlineData("""44{"message":"late"}""")]
    public async Task Packets_ThatAnswerNothing_AreIgnored(string packet)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync(packet);
        await socket.SendAsync("2");

        Assert.Equal("3", await socket.ReadTextAsync());
        Assert.Equal(("abc", true), (test.Client.Id, test.Client.IsConnected));
        Assert.Equal(0, test.Happened.Unread);
    }

    [Fact]
    public async Task Of_WhileAuthIsWritten_HoldsUpNobody()
    {
        await using var test = new TestClient();
        var auth = new AskingAuth();
        await using var client = new SocketIoClient(test.Server.Url, new() { Auth = auth });
        auth.Ask = () => client.Transport;

        client.Of("/admin");

        Assert.True(auth.IsAnswered);
    }

    private sealed class AskingAuth
    {
        public string Token
        {
            get
            {
                IsAnswered = Task.Run(Ask).Wait(TimeSpan.FromSeconds(2));
                return "x";
            }
        }

        internal Func<object?> Ask { get; set; } = () => null;

        internal bool IsAnswered { get; private set; }
    }
}
