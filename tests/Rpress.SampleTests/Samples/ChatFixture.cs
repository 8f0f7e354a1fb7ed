using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed class ChatFixture : SampleFixture
{
    private readonly TempDirectory _folder;

    public ChatFixture()
        : this(new TempDirectory())
    {
    }

    private ChatFixture(TempDirectory folder)
        : base("Chat", new Dictionary<string, string> { ["DATABASE"] = folder.Combine("data/chat.db") }) => _folder = folder;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
