using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>The sample Chat with a history of its own, which can be stopped and started again at the same address.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private const int MostStarts = 5; // somebody else may have the port for a moment

    private readonly TempDirectory _folder = new();
    private ServerProcess? _process;

    /// <summary>Where it is, or was.</summary>
    public Uri Address { get; private set; } = new("http://localhost:0/");

    public static async Task<ChatServer> StartAsync()
    {
        var server = new ChatServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Ends the process, as a service manager does.</summary>
    public async Task StopAsync()
    {
        await using ServerProcess process = _process ?? throw new InvalidOperationException("The chat does not run.");
        _process = null;
        Assert.Equal(0, await process.StopAsync());
    }

    /// <summary>Starts a new process at the address of the one before.</summary>
    public async Task StartAgainAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["DATABASE"] = Path.Combine(_folder.Path, "chat.db"),
            ["PORT"] = $"{Address.Port}",
        };
        for (int start = 1; _process is null; start++)
        {
            try
            {
                _process = await ServerProcess.StartAsync("Chat", environment);
            }
            catch (InvalidOperationException) when (start < MostStarts)
            {
                // it has told why and ended
            }
        }

        Address = _process.Client.BaseAddress!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
