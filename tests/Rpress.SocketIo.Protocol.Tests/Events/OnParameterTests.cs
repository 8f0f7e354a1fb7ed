namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>Handlers with no parameter, with one to six, and with the arguments as they came.</summary>
public sealed class OnParameterTests
{
    private const string Event = """21["ev",1,"b",true,4.5,[5],{"n":6}]""";

    private readonly TestSocket _socket = new();

    [Fact]
    public async Task On_NoParameter_LeavesAllArgumentsOut()
    {
        _socket.On("ev", () => "none");
        Assert.Equal("""31["none"]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_NoParameterAsync_SendsItsValue()
    {
        _socket.On("ev", async () =>
        {
            await Task.Yield();
            return 1;
        });
        Assert.Equal("31[1]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_NoParameterNoValue_SendsNothing()
    {
        int calls = 0;
        _socket.On("ev", () => { calls++; });
        _socket.On("ev", async () => await Task.Yield());

        Assert.Null(await _socket.ReceiveAsync(Event));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task On_OneToSixParameters_TakeTheFirstArguments()
    {
        var seen = new List<string>();
        _socket.On("ev", (int a) => { seen.Add($"{a}"); });
        _socket.On("ev", (int a, string b) => { seen.Add($"{a} {b}"); });
        _socket.On("ev", (int a, string b, bool c) => { seen.Add($"{a} {b} {c}"); });
        _socket.On("ev", (int a, string b, bool c, double d) => { seen.Add($"{a} {b} {c} {d}"); });
        _socket.On("ev", (int a, string b, bool c, double d, int[] e) => { seen.Add($"{a} {b} {c} {d} {e[0]}"); });
        _socket.On("ev", (int a, string b, bool c, double d, int[] e, Numbered f) => { seen.Add($"{a} {b} {c} {d} {e[0]} {f.N}"); });

        await _socket.ReceiveAsync(Event);

        Assert.Equal(["1", "1 b", "1 b True", "1 b True 4.5", "1 b True 4.5 5", "1 b True 4.5 5 6"], seen);
    }

    [Fact]
    public async Task On_OneToSixParameters_SendTheirValue()
    {
        _socket.On("v1", (int a) => a);
        _socket.On("v2", async (int a, int b) => { await Task.Yield(); return a + b; });
        _socket.On("v3", (int a, int b, int c) => Task.FromResult(a + b + c));
        _socket.On("v4", (int a, int b, int c, int d) => ValueTask.FromResult(a + b + c + d));
        _socket.On("v5", async (int a, int b, int c, int d, int e) => { await Task.Yield(); return a + b + c + d + e; });
        _socket.On("v6", (int a, int b, int c, int d, int e, int f) => a + b + c + d + e + f);

        Assert.Equal("31[1]", await _socket.ReceiveAsync("""21["v1",1,2,3,4,5,6]"""));
        Assert.Equal("31[3]", await _socket.ReceiveAsync("""21["v2",1,2,3,4,5,6]"""));
        Assert.Equal("31[6]", await _socket.ReceiveAsync("""21["v3",1,2,3,4,5,6]"""));
        Assert.Equal("31[10]", await _socket.ReceiveAsync("""21["v4",1,2,3,4,5,6]"""));
        Assert.Equal("31[15]", await _socket.ReceiveAsync("""21["v5",1,2,3,4,5,6]"""));
        Assert.Equal("31[21]", await _socket.ReceiveAsync("""21["v6",1,2,3,4,5,6,7]"""));
    }

    [Fact]
    public async Task On_SixParametersWithoutValue_SendNothing()
    {
        _socket.On("ev", async (int a, int b, int c, int d, int e, int f) => await Task.Yield());
        _socket.On("ev", (int a, int b, int c, int d, int e, int f) => ValueTask.CompletedTask);
        _socket.On("ev", (int a, int b, int c, int d, int e, int f) => Task.CompletedTask);

        Assert.Null(await _socket.ReceiveAsync("""21["ev",1,2,3,4,5,6]"""));
    }

    [Fact]
    public async Task On_RawArguments_AreAsTheyCame()
    {
        _socket.On("ev", args => args.Count);
        Assert.Equal("31[6]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_RawArgumentsAsync_SendItsValue()
    {
        _socket.On("ev", async args =>
        {
            await Task.Yield();
            return args[1].Get<string>();
        });
        Assert.Equal("""31["b"]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_RawArgumentsWithoutValue_SendNothing()
    {
        int calls = 0;
        _socket.On("ev", args => { calls++; });
        _socket.On("ev", async args => await Task.Yield());
        _socket.On("ev", (EventArguments args) => Task.CompletedTask);

        Assert.Null(await _socket.ReceiveAsync(Event));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task On_RawArgumentsReturned_AreOneArray()
    {
        _socket.On("ev", args => args);
        Assert.Equal("""31[[1,"b",true,4.5,[5],{"n":6}]]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_RawArgumentsAndAck_SendWhatTheAckIsGiven()
    {
        _socket.On("ev", (args, ack) => ack.SendAsync(args[0], "x"));
        Assert.Equal("""31[1,"x"]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_RawArgumentsAndAckAsync_SendWhatTheAckIsGiven()
    {
        _socket.On("ev", async (args, ack) => await ack.SendArgumentsAsync(args));
        Assert.Equal("""31[1,"b",true,4.5,[5],{"n":6}]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_RawArgumentsAndAckInBlock_SendWhatTheAckIsGiven()
    {
        _socket.On("ev", (args, ack) => { _ = ack.SendAsync(); });
        Assert.Equal("31[]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_ValueBesideAnAck_IsSentIfNoneWasGiven()
    {
        _socket.On("value", (args, ack) => args.Count);
        _socket.On("task", (args, ack) => Task.FromResult(args.Count));
        _socket.On("async", async (args, ack) =>
        {
            await ack.SendAsync("given");
            return "dropped";
        });

        Assert.Equal("31[0]", await _socket.ReceiveAsync("""21["value"]"""));
        Assert.Equal("31[0]", await _socket.ReceiveAsync("""21["task"]"""));
        Assert.Equal("""31["given"]""", await _socket.ReceiveAsync("""21["async"]"""));
    }

    [Fact]
    public void On_ReservedName_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _socket.On("disconnect", () => { }));

        Assert.StartsWith("\"disconnect\" is a reserved event name", error.Message);
    }

    [Fact]
    public void On_Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => _socket.On(null!, () => { }));
        Assert.Throws<ArgumentNullException>(() => _socket.On("ev", (Action)null!));
    }

    [Fact]
    public void On_AckOrArgumentsAmongTypedParameters_IsRefusedAtOnce()
    {
        Assert.Contains("(arguments, ack)", Assert.Throws<NotSupportedException>(() => _socket.On("ev", (string text, EventAck ack) => { })).Message);
        Assert.Throws<NotSupportedException>(() => _socket.On("ev", (EventArguments args, string text) => { }));
    }

    private sealed record Numbered(int N);
}
