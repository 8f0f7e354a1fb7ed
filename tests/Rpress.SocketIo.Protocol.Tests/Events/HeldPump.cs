using System.Threading.Channels;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>A pump of texts, each as large as it is long: their handling is held up until it is let go.</summary>
internal sealed class HeldPump(BackgroundWork work, int concurrency = 1, int maxCount = 100, long maxSize = 100)
    : EventPump<string>(new(concurrency, maxCount, maxSize), work)
{
    private readonly Channel<string> _begun = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _letGo = Channel.CreateUnbounded<bool>();

    /// <summary>What has been begun, in order.</summary>
    public List<string> Begun { get; } = []; // guarded by itself

    /// <summary>Takes an item, and runs the pump for it if that is asked for.</summary>
    public bool Add(string item)
    {
        bool isTaken = TryAdd(item, out bool isReady);
        if (isReady)
        {
            Execute();
        }

        return isTaken;
    }

    /// <summary>Waits until so many more have been begun.</summary>
    public async Task WaitForBegunAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _begun.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets so many end.</summary>
    public void LetGo(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _letGo.Writer.TryWrite(true);
        }
    }

    protected override async ValueTask HandleAsync(string item)
    {
        lock (Begun)
        {
            Begun.Add(item);
        }

        _begun.Writer.TryWrite(item);
        await _letGo.Reader.ReadAsync();
    }

    protected override long SizeOf(string item) => item.Length;
}
