namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>What a handler returns is the ack, in whatever form it is written; one that returns nothing sends none.</summary>
public sealed class OnReturnTests
{
    private const string Event = """21["ev",2]""";

    private readonly TestSocket _socket = new();
    private int _calls;

    [Fact]
    public async Task On_LambdaWithValue_SendsIt()
    {
        _socket.On("ev", (int n) => n + 1);
        Assert.Equal("31[3]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_AssignmentOrCall_SendsItsValue()
    {
        var set = new HashSet<int>();
        _socket.On("ev", (int n) => set.Add(n));
        _socket.On("other", (int n) => _calls = n);

        Assert.Equal("31[true]", await _socket.ReceiveAsync(Event));
        Assert.Equal("31[2]", await _socket.ReceiveAsync("""21["other",2]"""));
    }

    [Fact]
    public async Task On_AsyncLambdaWithValue_SendsIt()
    {
        _socket.On("ev", async (int n) =>
        {
            await Task.Yield();
            return $"<{n}>";
        });

        Assert.Equal("""31["<2>"]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_TaskOfValue_SendsItsResult()
    {
        _socket.On("ev", (int n) => Task.FromResult(n));
        Assert.Equal("31[2]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_ValueTaskOfValue_SendsItsResult()
    {
        _socket.On("ev", (int n) => ValueTask.FromResult(n));
        Assert.Equal("31[2]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_Null_IsSentAsNull()
    {
        _socket.On("ev", (int n) => (string?)null);
        Assert.Equal("31[null]", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_Binary_IsSentAsAttachment()
    {
        _socket.On("ev", (int n) => new byte[] { 1, 2 });
        Assert.Equal("""61-1[{"_placeholder":true,"num":0}]|0102""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_Array_IsOneArgument()
    {
        _socket.On("ev", (int n) => new[] { "a", "b" });
        Assert.Equal("""31[["a","b"]]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_ActionOrTask_SendsNothing()
    {
        _socket.On("ev", (int n) => { _calls++; });
        _socket.On("ev", (int n) => Count());
        _socket.On("ev", async (int n) =>
        {
            await Task.Yield();
            _calls++;
        });
        _socket.On("ev", (int n) => CountAsync());
        _socket.On("ev", (int n) => CountValueAsync());

        Assert.Null(await _socket.ReceiveAsync(Event));
        Assert.Equal(5, _calls);
    }

    [Fact]
    public async Task On_ThrowingLambda_CompilesAndThrows()
    {
        _socket.On("ev", (int n) => throw new InvalidTimeZoneException());
        _socket.On("block", (int n) => { throw new InvalidTimeZoneException(); });
        _socket.On("async", async (int n) =>
        {
            await Task.Yield();
            throw new InvalidTimeZoneException();
        });
        _socket.On("raw", args => throw new InvalidTimeZoneException());
        _socket.On("none", () => throw new InvalidTimeZoneException());

        foreach (string name in (string[])["ev", "block", "async", "raw", "none"])
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => _socket.ReceiveAsync($"""21["{name}",2]"""));
        }
    }

    [Fact]
    public async Task On_TypedDelegates_AreTaken()
    {
        Func<int, int> value = n => n;
        Func<int, Task> task = _ => CountAsync();
        Func<int, ValueTask> valueTask = _ => CountValueAsync();
        Action<int> action = _ => Count();
        _socket.On("ev", action);
        _socket.On("ev", task);
        _socket.On("ev", valueTask);
        _socket.On("ev", value);

        Assert.Equal("31[2]", await _socket.ReceiveAsync(Event));
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task On_MethodGroups_AreTaken()
    {
        _socket.On("ev", Count);
        _socket.On("ev", CountAsync);
        _socket.On("ev", CountValueAsync);
        _socket.On<int>("ev", CountOneAsync);
        _socket.On<int, string>("ev", Describe);

        Assert.Equal("""31["n=2"]""", await _socket.ReceiveAsync(Event));
        Assert.Equal(4, _calls);
    }

    [Fact]
    public async Task On_MethodGroupsWithoutTypedParameters_SendTheirValue()
    {
        _socket.On("task", OneAsync);
        _socket.On("value", One);
        _socket.On("raw", CountOf);
        _socket.On("ack", AnswerAsync);

        Assert.Equal("31[1]", await _socket.ReceiveAsync("""21["task"]"""));
        Assert.Equal("31[1]", await _socket.ReceiveAsync("""21["value"]"""));
        Assert.Equal("31[0]", await _socket.ReceiveAsync("""21["raw"]"""));
        Assert.Equal("31[]", await _socket.ReceiveAsync("""21["ack"]"""));
    }

    [Fact]
    public async Task On_SeveralValues_SendTheFirst()
    {
        _socket.On("ev", (int n) => "first");
        _socket.On("ev", (int n) => "second");

        Assert.Equal("""31["first"]""", await _socket.ReceiveAsync(Event));
    }

    [Fact]
    public async Task On_EventWithoutAckId_SendsNothing()
    {
        _socket.On("ev", (int n) => n);
        Assert.Null(await _socket.ReceiveAsync("""2["ev",2]"""));
    }

    private static int One() => 1;

    private static Task<int> OneAsync() => Task.FromResult(1);

    private static int CountOf(EventArguments arguments) => arguments.Count;

    private static Task AnswerAsync(EventArguments arguments, EventAck ack) => ack.SendArgumentsAsync(arguments);

    private static string Describe(int n) => $"n={n}";

    private void Count() => _calls++;

    private Task CountAsync()
    {
        _calls++;
        return Task.CompletedTask;
    }

    private Task CountOneAsync(int n) => CountAsync();

    private ValueTask CountValueAsync() => new(CountAsync());
}
