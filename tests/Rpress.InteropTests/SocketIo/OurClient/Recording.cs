using System.Threading.Channels;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>What happened, in order, until somebody takes it.</summary>
/// <param name="what">What that is, in words, for a failure's message.</param>
internal sealed class Recording<T>(string what)
{
    private readonly Channel<T> _happened = Channel.CreateUnbounded<T>();

    /// <summary>Whether there is nothing that nobody took; ask after something that had to come later.</summary>
    public bool IsEmpty => !_happened.Reader.TryPeek(out _);

    public void Add(T value) => _happened.Writer.TryWrite(value);

    /// <summary>Takes the next one, waiting for it.</summary>
    public Task<T> NextAsync() => _happened.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTimeAsync(what);

    /// <summary>Takes so many.</summary>
    public async Task<List<T>> TakeAsync(int count)
    {
        var taken = new List<T>(count);
        while (taken.Count < count)
        {
            taken.Add(await NextAsync());
        }

        return taken;
    }
}
