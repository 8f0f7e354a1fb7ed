using System.Threading.Channels;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

/// <summary>What has happened, in order, for a test to read one by one.</summary>
internal sealed class Recorder
{
    private readonly Channel<string> _entries = Channel.CreateUnbounded<string>();

    /// <summary>How many entries no test has read.</summary>
    public int Unread => _entries.Reader.Count;

    public void Add(string entry) => _entries.Writer.TryWrite(entry);

    /// <summary>The next entry.</summary>
    public Task<string> NextAsync() =>
        Deadline.RunAsync(token => _entries.Reader.ReadAsync(token).AsTask(), "something that happens to the client", Deadline.Default);

    /// <summary>The next entries.</summary>
    public async Task<string[]> NextAsync(int count)
    {
        var entries = new string[count];
        for (int i = 0; i < count; i++)
        {
            entries[i] = await NextAsync();
        }

        return entries;
    }
}
