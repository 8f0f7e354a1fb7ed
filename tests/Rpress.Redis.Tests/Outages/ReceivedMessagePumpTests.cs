using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Outages;

public sealed class ReceivedMessagePumpTests : IDisposable
{
    private const int Limit = 100;

    private readonly CollectingLoggerFactory _log = new();
    private readonly List<int> _handled = []; // guarded by itself
    private readonly SemaphoreSlim _gate = new(0);

    public void Dispose()
    {
        _gate.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Messages_ThatAreNotHandledYet_WaitUpToTheLimit()
    {
        ReceivedMessagePump pump = Create();
        pump.Take(Message(Limit)); // is being handled from here on
        await Eventually.TrueAsync(() => Handled.Length == 1, "the first message to be handled");

        pump.Take(Message(60));
        pump.Take(Message(39));
        pump.Take(Message(1)); // the limit
        Assert.Empty(_log.Entries);
        pump.Take(Message(2));
        pump.Take(Message(3));
        Assert.Contains("100 bytes", Assert.Single(_log.At(LogLevel.Warning)).Message, StringComparison.Ordinal);

        _gate.Release(100);
        await Eventually.TrueAsync(() => Handled.Length == 4, "what has waited to be handled");
        pump.Take(Message(10 * Limit)); // alone, it is taken whatever its size
        await Eventually.TrueAsync(() => Handled.Length == 5, "the last message to be handled");

        Assert.Equal([Limit, 60, 39, 1, 10 * Limit], Handled);
        Assert.Single(_log.At(LogLevel.Warning));
        Assert.Single(_log.At(LogLevel.Information));
    }

    [Fact]
    public async Task Messages_AfterTheClose_AreDroppedInSilence()
    {
        ReceivedMessagePump pump = Create();
        pump.Take(Message(1));
        await Eventually.TrueAsync(() => Handled.Length == 1, "the first message to be handled");
        pump.Take(Message(2));

        pump.Close();
        pump.Take(Message(3));
        _gate.Release(100);

        pump.Take(Message(4));
        Assert.Equal([1], Handled);
        Assert.Empty(_log.Entries);
    }

    private int[] Handled
    {
        get
        {
            lock (_handled)
            {
                return [.. _handled];
            }
        }
    }

    private static ReceivedMessage Message(int size) => new("a", new byte[size]);

    private ReceivedMessagePump Create()
    {
        var pump = new ReceivedMessagePump(Handle, Limit, _log.CreateLogger(""));
        pump.Open();
        return pump;
    }

    private void Handle(ReceivedMessage message)
    {
        lock (_handled)
        {
            _handled.Add(message.Body.Length);
        }

        Assert.True(_gate.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
