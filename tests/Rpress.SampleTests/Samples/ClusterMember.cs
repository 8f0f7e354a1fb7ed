using System.Net;
using System.Text.Json;
using System.Threading.Channels;

namespace Rpress.SampleTests.Samples;

/// <summary>A member of the clustered chat that comes back by itself, and keeps the balancer's cookies.</summary>
internal sealed class ClusterMember : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly SocketIoClient _client;
    private readonly Channel<(string Name, bool IsRecovered)> _nodes = Channel.CreateUnbounded<(string, bool)>();
    private readonly Channel<string> _texts = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ClusterMember(Uri server, string name, IReadOnlyList<SocketTransport> transports)
    {
        _client = new SocketIoClient(server, new SocketIoClientOptions
        {
            Transports = transports,
            Cookies = new CookieContainer(),
            ReconnectionDelay = TimeSpan.FromMilliseconds(100),
            ReconnectionDelayMax = TimeSpan.FromMilliseconds(500),
            AuthProvider = async cancellationToken =>
            {
                await MayConnect.WaitAsync(cancellationToken);
                return new Dictionary<string, string> { ["name"] = name, ["room"] = "Harbour" };
            },
        });
        _client.On("node", (string node) => _nodes.Writer.TryWrite((node, _client.Recovered)));
        _client.On("message", (JsonElement message) => _texts.Writer.TryWrite(message.GetProperty("text").GetString()!));
        _client.OnDisconnect(_ => _gone.TrySetResult());
    }

    /// <summary>What a connection waits for, before it joins.</summary>
    public Task MayConnect { get; set; } = Task.CompletedTask;

    /// <summary>Completes when the connection breaks off for the first time.</summary>
    public Task Gone => WithinAsync(_gone.Task);

    /// <summary>Connects, by default as browsers do: over long-polling, then WebSocket.</summary>
    public static async Task<ClusterMember> EnterAsync(Uri server, string name, params IReadOnlyList<SocketTransport> transports)
    {
        var member = new ClusterMember(server, name, transports is [] ? [SocketTransport.Polling, SocketTransport.WebSocket] : transports);
        await member._client.ConnectAsync(TestContext.Current.CancellationToken);
        return member;
    }

    /// <summary>The node that serves it from now on, and whether it goes on there as the same socket.</summary>
    public Task<(string Name, bool IsRecovered)> ReadNodeAsync() => WithinAsync(_nodes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    /// <summary>What another says.</summary>
    public Task<string> ReadTextAsync() => WithinAsync(_texts.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    /// <summary>Says something, and returns when the others have it.</summary>
    public async Task SayAsync(string text)
    {
        JsonElement receipt = await WithinAsync(_client.EmitWithAckAsync<JsonElement>("message", Guid.NewGuid(), text, TestContext.Current.CancellationToken));
        Assert.Equal(JsonValueKind.Null, receipt.GetProperty("error").ValueKind);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static Task<T> WithinAsync<T>(Task<T> task) => task.WaitAsync(_bound, TestContext.Current.CancellationToken);

    private static Task WithinAsync(Task task) => task.WaitAsync(_bound, TestContext.Current.CancellationToken);
}
