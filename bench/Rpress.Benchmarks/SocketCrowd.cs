using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.Benchmarks;

/// <summary>A Socket.IO server with many sockets on connections made by hand.</summary>
internal sealed class SocketCrowd : IDisposable
{
    private readonly List<DrainedConnection> _connections = [];
    private readonly Action<DrainedConnection, int>? _onWritten;

    public SocketCrowd(int count, EioConfig? engine = null, Action<DrainedConnection, int>? onWritten = null)
    {
        _onWritten = onWritten;
        Io = new RpressIo(engine);
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Io.StartAsync(new EngineEnvironment(TimeProvider.System, json, NullLoggerFactory.Instance, null), CancellationToken.None).GetAwaiter().GetResult();
        Connect(count);
    }

    public RpressIo Io { get; }

    /// <summary>Connects so many more.</summary>
    public void Connect(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var session = new EngineSession(Io.Engine, Handshake(), binaryAsText: false);
            var connection = new DrainedConnection(_onWritten);
            _connections.Add(connection);
            _ = session.RunWebSocketAsync(connection);
            connection.Send("40");
        }

        if (!SpinWait.SpinUntil(() => Io.Sockets.Count == _connections.Count, TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException($"There are {Io.Sockets.Count} sockets, not {_connections.Count}.");
        }
    }

    public void Dispose()
    {
        Io.Engine.Close();
        Io.Stop();
        foreach (DrainedConnection connection in _connections)
        {
            connection.Abort();
            connection.Dispose();
        }
    }

    private static SessionHandshake Handshake() => new()
    {
        Headers = [], Url = "/socket.io/?EIO=4&transport=websocket", Query = "?EIO=4&transport=websocket",
        Address = IPAddress.Loopback, IsSecure = false, IssuedAt = DateTimeOffset.UnixEpoch,
    };
}
