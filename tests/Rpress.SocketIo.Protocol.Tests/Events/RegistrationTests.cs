using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>What On and its like return takes out what they added.</summary>
public sealed class RegistrationTests
{
    private const string Event = """2["ev"]""";

    private readonly TestSocket _socket = new();
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Dispose_OfHandler_TakesOutThatOneAlone()
    {
        _socket.On("ev", () => { _calls.Add("first"); });
        IDisposable second = _socket.On("ev", () => { _calls.Add("second"); });
        _socket.On("ev", () => { _calls.Add("third"); });

        second.Dispose();
        await _socket.ReceiveAsync(Event);

        Assert.Equal(["first", "third"], _calls);
    }

    [Fact]
    public async Task Dispose_OfHandlerAddedTwice_LeavesTheOther()
    {
        Action handler = () => _calls.Add("called");
        IDisposable first = _socket.On("ev", handler);
        _socket.On("ev", handler);

        first.Dispose();
        first.Dispose();
        await _socket.ReceiveAsync(Event);

        Assert.Equal(["called"], _calls);
    }

    [Fact]
    public async Task Dispose_OfTheFirstOfTwo_KeepsTheOrderOfTheOthers()
    {
        Action handler = () => _calls.Add("twice");
        IDisposable first = _socket.On("ev", handler);
        _socket.On("ev", () => { _calls.Add("once"); });
        _socket.On("ev", handler);

        first.Dispose();
        await _socket.ReceiveAsync(Event);

        Assert.Equal(["once", "twice"], _calls);
    }

    [Fact]
    public async Task Dispose_OfOnce_TakesItOutBeforeTheEvent()
    {
        IDisposable once = _socket.Once("ev", () => { _calls.Add("once"); });

        once.Dispose();
        await _socket.ReceiveAsync(Event);

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Dispose_AfterOff_TakesOutNothingElse()
    {
        Action handler = () => _calls.Add("called");
        IDisposable gone = _socket.On("ev", handler);
        _socket.Off();
        _socket.On("ev", handler);

        gone.Dispose();
        await _socket.ReceiveAsync(Event);

        Assert.Equal(["called"], _calls);
    }

    [Fact]
    public void Dispose_FromManyThreads_LeavesNoHandler()
    {
        Parallel.For(0, 1000, n => _socket.On($"ev{n % 3}", () => { }).Dispose());

        Assert.All((string[])["ev0", "ev1", "ev2"], name => Assert.Empty(_socket.TakeHandlers(name)));
    }

    [Fact]
    public async Task Dispose_OfListener_TakesOutThatOneAlone()
    {
        Action<string, EventArguments> listener = (name, args) => _calls.Add("twice");
        IDisposable[] added = [_socket.OnAny(listener), _socket.PrependAny(listener), _socket.PrependAny((name, args) => { _calls.Add("first"); })];

        added[1].Dispose();
        added[1].Dispose();
        await _socket.CallIncomingListenersAsync("ev", Packets.Arguments(Event));

        Assert.Equal(["first", "twice"], _calls);
        Assert.True(_socket.OffAny(listener));
        Assert.False(_socket.OffAny(listener));
    }

    [Fact]
    public void Dispose_OfOutgoingListener_TakesOutThatOneAlone()
    {
        IDisposable first = _socket.OnAnyOutgoing((name, args) => { _calls.Add("on"); });
        IDisposable second = _socket.PrependAnyOutgoing((name, args) => { _calls.Add("prepended"); });

        second.Dispose();
        _socket.CallOutgoingListeners(Packets.Decode(Event), new());
        first.Dispose();
        _socket.CallOutgoingListeners(Packets.Decode(Event), new());

        Assert.Equal(["on"], _calls);
    }

    [Fact]
    public void On_LambdaThatReturnsARegistration_IsRefused()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => _socket.On("ev", () => _socket.On("other", () => { })));

        Assert.Contains("give its lambda a body", error.Message, StringComparison.Ordinal);
    }
}
