using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo;

/// <summary>The application of the interop cases; Node/server.mjs is the same application on npm's server.</summary>
internal static class InteropApp
{
    /// <summary>The application with nothing but its sockets.</summary>
    /// <param name="options">The application's options; log lines are collected unless they say otherwise.</param>
    /// <param name="engine">The engine's settings.</param>
    /// <param name="requests">Gets what the engine is asked.</param>
    /// <param name="isMsgPack">Whether its packets are those of socket.io-msgpack-parser.</param>
    /// <param name="recovers">Whether clients whose connection broke off go on.</param>
    public static RpressApp Create(
        RpressOptions? options = null, EioConfig? engine = null, EngineRequests? requests = null, bool isMsgPack = false, bool recovers = false)
    {
        options ??= new();
        options.LoggerFactory ??= new CollectingLoggerFactory();
        var io = CreateIo(engine, new()
        {
            Parser = isMsgPack ? SocketIoParser.MsgPack : SocketIoParser.Default,
            Recovery = recovers ? new() : null,
        });
        if (requests is not null)
        {
            io.Engine.Use(requests.RecordAsync);
        }

        return new RpressApp(options).AttachSocketIo(io);
    }

    private static RpressIo CreateIo(EioConfig? engine, SocketIoConfig config)
    {
        var io = new RpressIo(engine, config);
        Serve(io.Of("/"));
        Serve(io.Of("/admin"));
        io.Of("/private").UseAuth(auth => auth.Get<string>("token") == "valid" ? AuthResult.Accept() : AuthResult.Reject("Unauthorized", new { code = 401 }));
        Serve(io.Of("/private"));
        ServerApiApp.Serve(io, Serve);
        ClientApp.Serve(io);
        return io;
    }

    private static void Serve(SocketGroup group) => group.OnConnection(socket =>
    {
        ServeEvents(socket);
        ServeRooms(socket.Namespace, socket);
        socket.On("leave-namespace", () => socket.DisconnectAsync());
        socket.On("close-connection", () => socket.DisconnectAsync(close: true));
    });

    private static void ServeEvents(RpressSocket socket)
    {
        socket.On("echo", (args, ack) => ack.IsRequested ? ack.SendArgumentsAsync(args) : socket.EmitArgumentsAsync("echo", args));
        socket.On("greet", (string name) => $"Hello, {name}!");
        socket.On("whoami", () => new { socket.Id, Namespace = socket.Namespace.Name, Auth = socket.Handshake.Auth.As<JsonElement>() });
        socket.On("ask", (int timeout, EventArgument[] args) => AskAsync(socket, TimeSpan.FromMilliseconds(timeout), args));
        socket.On("text", (int length) => socket.EmitAsync("text", string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 10))))));
        socket.On("bytes", (int length) => socket.EmitAsync("bytes", Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray()));
    }

    private static void ServeRooms(RpressNamespace @namespace, RpressSocket socket)
    {
        socket.On("join", async (args, ack) =>
        {
            await socket.JoinAsync(args[0].Get<string>()!);
            await ack.SendAsync();
        });
        socket.On("leave", async (args, ack) =>
        {
            await socket.LeaveAsync(args[0].Get<string>()!);
            await ack.SendAsync();
        });
        socket.On("say", (string room, EventArgument text) => socket.To(room).EmitAsync("said", text));
        socket.On("announce", (string room, EventArgument text) => @namespace.To(room).EmitAsync("said", text));
        socket.On("broadcast", args => socket.Broadcast.EmitArgumentsAsync("broadcast", args));
    }

    private static async Task<object> AskAsync(RpressSocket socket, TimeSpan timeout, EventArgument[] args)
    {
        try
        {
            var answer = await socket.Timeout(timeout).EmitArgumentsWithAckAsync("question", [.. args]);
            return new { answer = answer[0] };
        }
        catch (Exception error) when (error is TimeoutException or SocketDisconnectedException)
        {
            return new { answer = (string?)null, timedOut = true };
        }
    }
}
