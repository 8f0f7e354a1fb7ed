using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Handlers of other servers' events that are added before the server is started, when its JSON is not known yet.</summary>
public sealed class ServerSideHandlerTests : IAsyncLifetime
{
    private readonly ConcurrentBag<LinkedAdapter> _all = [];
    private readonly List<TestServer> _servers = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (TestServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Handler_AddedBeforeTheStart_IsCalledWithItsTypes()
    {
        RpressIo sender = Create();
        RpressIo receiver = Create();
        receiver.ServerSide.On("sum", (int a, int? b, Note note, byte[] bytes, string? text) => new Note($"{a}{b}{note.Text}{bytes.Length}{text}"));
        await StartAsync(sender);
        await StartAsync(receiver);

        Note[]? answers = await sender.ServerSide.EmitWithAckAsync<Note[]>("sum", 1, 2, new Note("n"), new byte[3], null, TestContext.Current.CancellationToken);

        Assert.Equal("12n3", Assert.Single(answers!).Text);
    }

    [Fact]
    public async Task Handler_AddedBeforeTheStart_ReadsWhatIsAsDeepAsTheServerAllows()
    {
        RpressIo sender = Create();
        RpressIo receiver = Create();
        receiver.ServerSide.On("depth", (JsonElement nested) => nested.GetRawText().Count(letter => letter == '['));
        await StartAsync(sender);
        await StartAsync(receiver);

        JsonElement deep = JsonElement.Parse(new string('[', 100) + new string(']', 100), new() { MaxDepth = 100 });
        int[]? answers = await sender.ServerSide.EmitWithAckAsync<int[]>("depth", deep, TestContext.Current.CancellationToken);

        Assert.Equal(100, Assert.Single(answers!));
    }

    [Fact]
    public async Task Handler_WhoseTypeNobodyKnows_FailsTheStart()
    {
        RpressIo io = Create();
        io.ServerSide.On("x", (CancellationTokenSource source) => { });

        // the application's JSON is the context's alone, as without reflection
        var app = new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance, Json = new() { TypeInfoResolver = new NoTypes() } }).AttachSocketIo(io);
        app.AddEndpoint("127.0.0.1:0");

        await Assert.ThrowsAsync<NotSupportedException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Event_BeforeTheStart_IsRefused()
    {
        RpressIo io = Create();

        await Assert.ThrowsAsync<InvalidOperationException>(() => io.ServerSide.EmitAsync("x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => io.ServerSide.EmitWithAckAsync<int[]>("x", TestContext.Current.CancellationToken));
    }

    private RpressIo Create() => new(config: new SocketIoConfig { MaxJsonDepth = 200 }) { Adapter = joined => new LinkedAdapter(joined, _all) };

    private async Task StartAsync(RpressIo io) =>
        _servers.Add(await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AttachSocketIo(io)));

    internal sealed record Note(string Text);

    private sealed class NoTypes : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type == typeof(CancellationTokenSource) ? throw new NotSupportedException("nobody knows it") : null;
    }
}
