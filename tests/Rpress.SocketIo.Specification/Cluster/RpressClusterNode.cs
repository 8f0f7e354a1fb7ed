using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>Our server.</summary>
public sealed class RpressClusterNode : IClusterNode
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly RpressIo _io;
    private readonly TestServer _server;
    private readonly CollectingLoggerFactory _log;
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    private RpressClusterNode(RpressIo io, TestServer server, CollectingLoggerFactory log)
    {
        _io = io;
        _server = server;
        _log = log;
    }

    /// <inheritdoc/>
    public int Port => _server.Port;

    /// <summary>Starts a server with its adapter.</summary>
    public static async Task<RpressClusterNode> StartAsync(RpressIo io)
    {
        ArgumentNullException.ThrowIfNull(io);
        io.Of("/admin");
        var log = new CollectingLoggerFactory();
        TestServer server = await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = log }).AttachSocketIo(io));
        return new(io, server, log);
    }

    /// <inheritdoc/>
    public Task EmitAsync(ClusterTarget target, string eventName, params object?[] arguments) =>
        SocketsOf(target).EmitArgumentsAsync(eventName, arguments);

    /// <inheritdoc/>
    public Task SocketsJoinAsync(ClusterTarget target, params string[] rooms) => SocketsOf(target).SocketsJoinAsync(rooms);

    /// <inheritdoc/>
    public Task SocketsLeaveAsync(ClusterTarget target, params string[] rooms) => SocketsOf(target).SocketsLeaveAsync(rooms);

    /// <inheritdoc/>
    public Task DisconnectSocketsAsync(ClusterTarget target, bool close = false) => SocketsOf(target).DisconnectSocketsAsync(close);

    /// <inheritdoc/>
    public Task ServerSideEmitAsync(string ns, string eventName, params object?[] arguments) =>
        _io.Of(ns).ServerSide.EmitArgumentsAsync(eventName, arguments);

    /// <inheritdoc/>
    public Task<ClusterAnswers> EmitWithAckAsync(ClusterTarget target, TimeSpan timeout, string eventName, params object?[] arguments) =>
        AnswersAsync(SocketsOf(target).Timeout(timeout), eventName, arguments);

    /// <inheritdoc/>
    public async Task<string> AskSocketAsync(string socketId, TimeSpan timeout, string eventName, params object?[] arguments)
    {
        RemoteSocket socket = (await _io.To(socketId).FetchSocketsAsync()).Single();
        return TextOf((await socket.Timeout(timeout).EmitArgumentsWithAckAsync(eventName, arguments))[0]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterSocket>> FetchSocketsAsync(ClusterTarget target) =>
    [
        .. (await SocketsOf(target).FetchSocketsAsync()).Select(socket => new ClusterSocket(
            socket.Id,
            [.. socket.Rooms],
            socket.Data["name"] is null ? null : System.Text.Json.JsonSerializer.Serialize(socket.Data["name"]),
            socket.Handshake.Query["client"],
            socket.Handshake.Headers.GetValueOrDefault("X-Client"),
            socket.Handshake.Auth.Get<string>("token"))),
    ];

    /// <inheritdoc/>
    public Task<ClusterAnswers> ServerSideEmitWithAckAsync(string ns, string eventName, params object?[] arguments) =>
        AnswersAsync(_io.Of(ns).ServerSide, eventName, arguments);

    /// <inheritdoc/>
    public Task ListenAsync(string ns, string eventName, object? answer = null)
    {
        _io.Of(ns).ServerSide.On(eventName, (EventArguments arguments, EventAck ack) =>
        {
            _heard.Writer.TryWrite($"{ns} [{string.Join(',', [$"\"{eventName}\"", .. arguments.Select(TextOf)])}]");
            return answer is null ? Task.CompletedTask : ack.SendArgumentsAsync([answer]);
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string> ReadServerSideEventAsync() => _heard.Reader.ReadAsync().AsTask().WaitAsync(_bound);

    /// <inheritdoc/>
    public Task<int> GetServerCountAsync(string ns) => _io.Of(ns).Adapter.GetServerCountAsync();

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> GetAllRoomsAsync() => _io.Of("/").Adapter.GetAllRoomsAsync();

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> GetSocketIdsAsync(params string[] rooms) => _io.Of("/").Adapter.GetSocketIdsAsync(rooms);

    /// <inheritdoc/>
    public Task JoinAsync(string socketId, params string[] rooms) => Socket(socketId).JoinAsync(rooms);

    /// <inheritdoc/>
    public Task<bool> HasRecoveredAsync(string socketId) => Task.FromResult(Socket(socketId).Recovered);

    /// <inheritdoc/>
    public Task SetDataAsync(string socketId, string name, object? value)
    {
        Socket(socketId).Data[name] = value;
        return Task.CompletedTask;
    }

    /// <summary>Stops it. What the server logged as an error fails the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Assert.Empty(_log.Entries.Where(entry => entry.Level >= LogLevel.Error));
    }

    private RpressSocket Socket(string id) => _io.Sockets.Single(socket => socket.Id == id);

    private BroadcastOperator SocketsOf(ClusterTarget target)
    {
        BroadcastOperator sockets = _io.Of(target.Namespace).To([.. target.Rooms]).Except([.. target.Except]);
        sockets = target.IsLocal ? sockets.Local : sockets;
        return target.IsVolatile ? sockets.Volatile : sockets;
    }

    private static async Task<ClusterAnswers> AnswersAsync(AckSender asked, string eventName, object?[] arguments)
    {
        try
        {
            EventArguments answers = await asked.EmitArgumentsWithAckAsync(eventName, arguments);
            return new([.. answers[0].Get<EventArgument[]>()!.Select(TextOf)]);
        }
        catch (AckTimeoutException error)
        {
            return new([.. error.Responses.Select(TextOf)], error.Message);
        }
    }

    private static string TextOf(EventArgument value) =>
        value.IsBinary ? $$"""{"$bin":"{{Convert.ToBase64String(value.Get<byte[]>()!)}}"}"""
        : value.IsDefined ? value.ToString() : "null";
}
