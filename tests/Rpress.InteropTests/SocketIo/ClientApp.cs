using System.Collections.Concurrent;

namespace Rpress.InteropTests.SocketIo;

/// <summary>What a client's conduct looks like from the server, for cases to ask for; <c>serveClients</c> in Node/server.mjs is the same.</summary>
internal sealed class ClientApp
{
    private readonly RpressIo _io;
    private readonly ConcurrentQueue<EventArgument> _notes = [];
    private readonly ConcurrentQueue<object> _ends = [];
    private readonly ConcurrentDictionary<string, int> _tries = new();

    private ClientApp(RpressIo io) => _io = io;

    public static void Serve(RpressIo io)
    {
        var app = new ClientApp(io);
        io.Of("/").OnConnection(app.Serve);
        io.Of("/admin").OnConnection(app.Serve);
    }

    private void Serve(RpressSocket socket)
    {
        var (id, name) = (socket.Id, socket.Namespace.Name);
        socket.OnDisconnect(reason => _ends.Enqueue(new { id, @namespace = name, reason = reason.ToString() }));
        socket.On("ends", () => _ends.ToArray());
        socket.On("handshake", () => new { headers = Headers(socket), query = socket.Handshake.Query.DistinctBy(pair => pair.Key).ToDictionary() });
        socket.On("connections", () => _io.Engine.SessionCount);
        socket.On("note", (args, ack) =>
        {
            _notes.Enqueue(args[0]);
            return ack.SendAsync();
        });
        socket.On("notes", () => _notes.ToArray());
        ServeTries(socket);
        ServeHeldAcks(socket);
    }

    private void ServeTries(RpressSocket socket)
    {
        socket.On("third-time", (args, ack) => CountTry(args[0]) is >= 3 and var tries ? ack.SendAsync(tries) : Task.CompletedTask);
        socket.On("never", (args, _) =>
        {
            CountTry(args[0]);
        });
        socket.On("tries", () => _tries);
    }

    private static void ServeHeldAcks(RpressSocket socket)
    {
        var held = new List<(EventAck Ack, EventArgument Value)>(); // one event at a time
        socket.On("reverse", async (args, ack) =>
        {
            held.Add((ack, args[1]));
            if (held.Count == args[0].Get<int>())
            {
                foreach (var (heldAck, value) in Enumerable.Reverse(held))
                {
                    await heldAck.SendAsync(value);
                }

                held.Clear();
            }
        });
    }

    private int CountTry(EventArgument key) => _tries.AddOrUpdate(key.Get<string>()!, 1, (_, tries) => tries + 1);

    // Node writes names in lower case
    private static Dictionary<string, string> Headers(RpressSocket socket) =>
        socket.Handshake.Headers.ToDictionary(field => string.Concat(field.Key.Select(char.ToLowerInvariant)), field => field.Value);
}
