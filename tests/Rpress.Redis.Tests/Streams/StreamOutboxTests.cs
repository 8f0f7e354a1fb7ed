using System.Collections.Concurrent;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Streams;

/// <summary>When a server does its own part of what it has added to a stream.</summary>
public sealed class StreamOutboxTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly ConcurrentQueue<TaskCompletionSource<StreamId>> _adding = new();
    private readonly ConcurrentQueue<string> _acted = new();
    private readonly RpressIo _io = new();
    private TestServer _server = null!;
    private StreamOutbox _outbox = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory(), TimeProvider = _clock }).AttachSocketIo(_io));
        _outbox = new(Add, Act, _io);
    }

    public async ValueTask DisposeAsync()
    {
        _outbox.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Message_ThatWasAdded_IsDoneWhenItIsRead()
    {
        Task sending = Send("a");
        Answer(1);
        Assert.False(sending.IsCompleted);
        Assert.Empty(_acted);

        await _outbox.OnReadAsync(new(1, 0));

        await sending;
        Assert.Equal(["a at 1-0"], _acted);
        Assert.Equal(0, _outbox.Count);
    }

    [Fact]
    public async Task Entry_ReadBeforeRedisHasAnswered_WaitsForThat()
    {
        Task[] sending = [Send("a"), Send("b")];

        Task reading = _outbox.OnReadAsync(new(1, 0));
        Assert.False(reading.IsCompleted);
        Answer(1);
        await reading;
        Answer(2);
        await _outbox.OnReadAsync(new(2, 0));

        await Task.WhenAll(sending);
        Assert.Equal(["a at 1-0", "b at 2-0"], _acted);
    }

    [Fact]
    public async Task Message_ThatRedisDoesNotTake_IsDoneAtOnceAfterThoseBefore()
    {
        Task[] sending = [Send("a"), Send("b"), Send("c")];
        Answer(1);
        Refuse();

        await Task.WhenAll(sending[..2]);

        Assert.Equal(["a", "b"], _acted);
        Answer(3);
        await _outbox.OnReadAsync(new(1, 0)); // a is done, and does not come again
        await _outbox.OnReadAsync(new(3, 0));
        await sending[2];
        Assert.Equal(["a", "b", "c at 3-0"], _acted);
    }

    [Fact]
    public async Task Message_ThatIsTooMuch_IsDoneAtOnce()
    {
        var outbox = new StreamOutbox(_ => null, Act, _io);

        await outbox.SendAsync(Message("a"));

        Assert.Equal(["a"], _acted);
    }

    [Fact]
    public async Task Stream_ThatCannotBeRead_HoldsNothingUp()
    {
        Task[] sending = [Send("a"), Send("b")];
        Answer(1);

        await _outbox.OnLostAsync();
        await Task.WhenAll(sending);
        Task later = Send("c");
        Answer(2); // b's
        Answer(3);
        await later;
        Assert.Equal(["a", "b", "c"], _acted);

        // it is read again
        await _outbox.ActAsync(() => Act(Message("of others"), new StreamId(4, 0)));
        Task last = Send("d");
        Answer(5);
        Assert.False(last.IsCompleted);
        await _outbox.OnReadAsync(new(5, 0));
        Assert.Equal(["a", "b", "c", "of others at 4-0", "d at 5-0"], _acted);
    }

    [Theory]
    [InlineData(false, 3)] // that it is added
    [InlineData(true, 15)] // that it is read
    public async Task Redis_ThatIsSlow_HoldsUpForSomeSeconds(bool hasAnswered, int seconds)
    {
        Task sending = Send("a");
        if (hasAnswered)
        {
            Answer(1);
        }

        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(sending.IsCompleted);
        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return sending.IsCompleted;
            },
            "the message to be done");

        await sending;
        Assert.Equal(["a"], _acted);
    }

    [Fact]
    public async Task Messages_WhileRedisDoesNotAnswer_WaitOnce()
    {
        Task first = Send("a");
        _clock.Advance(TimeSpan.FromSeconds(3));
        await first;
        await Send("b");

        Answer(1);
        await _outbox.OnReadAsync(new(1, 0));
        Answer(2);
        await _outbox.OnReadAsync(new(2, 0));
        Task third = Send("c");
        Answer(3);
        Assert.False(third.IsCompleted);
        await _outbox.OnReadAsync(new(3, 0));

        await third;
        Assert.Equal(["a", "b", "c at 3-0"], _acted);
    }

    [Fact]
    public async Task Failure_OfAPart_IsThatOfItsSender()
    {
        var outbox = new StreamOutbox(Add, (_, _) => Task.FromException(new InvalidOperationException("too many rooms")), _io);
        Task[] sending = [outbox.SendAsync(Message("a")), outbox.SendAsync(Message("b"))];
        Answer(1);
        Answer(2);

        await outbox.OnReadAsync(new(1, 0));
        await outbox.OnReadAsync(new(2, 0));

        foreach (Task one in sending)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => one);
        }

        Assert.Equal(0, outbox.Count);
    }

    private static ClusterMessage Message(string name) => new(ClusterMessageType.Join) { Rooms = [name] };

    private Task Send(string name) => _outbox.SendAsync(Message(name));

    private void Answer(ulong id) => Next().SetResult(new(id, 0));

    private void Refuse() => Next().SetException(new RedisConnectionException(ConnectionFailureType.SocketClosed, CommandFlags.None, "away"));

    private TaskCompletionSource<StreamId> Next() => _adding.TryDequeue(out TaskCompletionSource<StreamId>? adding) ? adding : throw new InvalidOperationException("Nothing is being added.");

    private Task<StreamId> Add(ClusterMessage message)
    {
        var adding = new TaskCompletionSource<StreamId>();
        _adding.Enqueue(adding);
        return adding.Task;
    }

    private Task Act(ClusterMessage message, StreamId? id)
    {
        _acted.Enqueue(id is { } at ? $"{message.Rooms.First()} at {at}" : message.Rooms.First());
        return Task.CompletedTask;
    }
}
