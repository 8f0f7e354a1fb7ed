using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>A running Socket.IO server with its log lines, and clients for it.</summary>
internal sealed class SocketIoServer : IAsyncDisposable
{
    private readonly List<SocketIoWire> _clients = []; // guarded by itself

    private SocketIoServer(RpressIo io, TestServer server, CollectingLoggerFactory logs)
    {
        Io = io;
        Server = server;
        Logs = logs;
    }

    public RpressIo Io { get; }

    public TestServer Server { get; }

    public CollectingLoggerFactory Logs { get; }

    public static Task<SocketIoServer> StartAsync(Action<RpressSocket> onConnection, SocketIoConfig? config = null, EioConfig? engine = null)
    {
        var io = new RpressIo(engine, config);
        io.OnConnection(onConnection);
        return StartAsync(io);
    }

    public static async Task<SocketIoServer> StartAsync(RpressIo io, TimeProvider? time = null, RpressOptions? options = null)
    {
        var logs = new CollectingLoggerFactory();
        options ??= new();
        options.LoggerFactory = logs;
        options.TimeProvider = time ?? TimeProvider.System;
        return new(io, await TestServer.StartAsync(new RpressApp(options).AttachSocketIo(io)), logs);
    }

    /// <summary>A client that is connected, and in no namespace.</summary>
    public async Task<SocketIoWire> ConnectAsync(string transport = EioConfig.WebSocket) => await ConnectAsync(new SocketIoWireOptions { Transport = transport });

    public async Task<SocketIoWire> ConnectAsync(SocketIoWireOptions options)
    {
        SocketIoWire client = await SocketIoWire.ConnectAsync(Server, options);
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    /// <summary>A client that is in a namespace.</summary>
    public async Task<SocketIoWire> JoinAsync(string @namespace = "/", string transport = EioConfig.WebSocket, string auth = "")
    {
        SocketIoWire client = await ConnectAsync(transport);
        await client.JoinAsync(@namespace, auth);
        return client;
    }

    /// <summary>What was logged as a warning or worse.</summary>
    public IReadOnlyList<CollectedLogEntry> Failures => [.. Logs.Entries.Where(entry => entry.Level >= LogLevel.Warning)];

    public async ValueTask DisposeAsync()
    {
        foreach (SocketIoWire client in _clients)
        {
            await client.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
