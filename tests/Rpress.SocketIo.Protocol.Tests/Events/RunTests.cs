using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>How handlers and listeners are called, and what becomes of what they throw.</summary>
public sealed class RunTests
{
    private readonly TestSocket _socket = new();
    private readonly List<string> _calls = [];

    [Fact]
    public async Task RunHandlersAsync_OfSeveral_RunsEachToItsEndInOrder()
    {
        _socket.On("ev", async () =>
        {
            await Task.Yield();
            _calls.Add("first");
        });
        _socket.On("ev", () => { _calls.Add("second"); });

        Assert.Null(await RunAsync("""2["ev"]"""));
        Assert.Equal(["first", "second"], _calls);
    }

    [Fact]
    public async Task RunHandlersAsync_OneThrows_TellsRunsTheOthersAndReturnsTheFirst()
    {
        var failure = new InvalidTimeZoneException("one");
        _socket.On("ev", () => throw failure);
        _socket.On("ev", async () =>
        {
            await Task.Yield();
            throw new InvalidTimeZoneException("two");
        });
        _socket.On("ev", () => { _calls.Add("third"); });

        Assert.Same(failure, await RunAsync("""2["ev"]"""));
        Assert.Equal(["third"], _calls);
        Assert.Equal(["ev failed: one", "ev failed: two"], _socket.Told);
    }

    [Fact]
    public async Task RunHandlersAsync_ArgumentsDoNotFit_TellsSoAndRunsTheOthers()
    {
        _socket.On("ev", (int n) => { _calls.Add("typed"); });
        _socket.On("ev", args => { args[0].Get<int>(); });
        _socket.On("ev", (string text) => { _calls.Add(text); });

        Assert.IsType<EventArgumentException>(await RunAsync("""2["ev","x"]"""));
        Assert.Equal(["x"], _calls);
        Assert.Equal(["ev does not fit", "ev does not fit"], _socket.Told);
    }

    [Fact]
    public async Task CallIncomingListenersAsync_OneThrows_TellsAndCallsTheOthers()
    {
        _socket.OnAny((name, args) => throw new InvalidTimeZoneException("one"));
        _socket.OnAny(async (name, args) =>
        {
            await Task.Yield();
            _calls.Add($"{name} {args[0].Get<int>()}");
        });

        await _socket.CallIncomingListenersAsync("ev", Packets.Arguments("""2["ev",7]"""));

        Assert.Equal(["ev 7"], _calls);
        Assert.Equal(["listener failed at ev: one"], _socket.Told);
    }

    [Fact]
    public async Task CallOutgoingListeners_OneWaits_IsCountedUntilItsEnd()
    {
        var work = new BackgroundWork();
        var letGo = new TaskCompletionSource();
        _socket.OnAnyOutgoing((name, args) => throw new InvalidTimeZoneException("one"));
        _socket.OnAnyOutgoing((name, args) => letGo.Task);
        _socket.OnAnyOutgoing((name, args) => { _calls.Add($"{name} {args[0].Get<int>()}"); });

        _socket.CallOutgoingListeners(Packets.Decode("""2["ev",7]"""), work);

        Assert.Equal(["ev 7"], _calls);
        Assert.Equal(["listener failed at ev: one"], _socket.Told);
        Assert.Equal(1, work.Count);
        letGo.SetResult();
        await work.CompleteAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private ValueTask<Exception?> RunAsync(string text)
    {
        SocketIoPacket packet = Packets.Decode(text);
        return _socket.RunHandlersAsync(packet.EventName, new(packet, _socket.Json), new(_socket, packet.Id));
    }
}
