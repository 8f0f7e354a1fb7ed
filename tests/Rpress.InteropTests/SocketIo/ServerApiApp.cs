using System.Text.RegularExpressions;

namespace Rpress.InteropTests.SocketIo;

/// <summary>What the server's API can do beyond events and rooms, for cases to ask for; the end of Node/server.mjs is the same.</summary>
internal static class ServerApiApp
{
    public static void Serve(RpressIo io, Action<SocketGroup> serve)
    {
        io.OnConnection(socket => ServeMain(io, socket));
        serve(io.Of(new Regex(@"^/dynamic-\d+$")));
        io.Of("/guarded").Use((socket, next) => socket.Handshake.Auth.Get<string>("token") == "valid"
            ? next()
            : throw new SocketMiddlewareException("not authorized", new { code = "E001", retryAfter = 5 }));
        io.Of("/guarded").OnConnection(socket =>
        {
            socket.Use((socketEvent, next) => socketEvent.Name == "forbidden" ? throw new SocketMiddlewareException("unauthorized event") : next());
            socket.OnError(error => socket.EmitAsync("refused", error.Message));
            socket.On("forbidden", () => "reached");
            socket.On("allowed", () => "reached");
        });
    }

    private static void ServeMain(RpressIo io, RpressSocket socket)
    {
        socket.On("set-data", (string value) =>
        {
            socket.Data["value"] = value;
            return true;
        });
        socket.On("state", () => new { recovered = socket.Recovered, rooms = socket.Rooms.Where(room => room != socket.Id), value = socket.Data.Get<string>("value") });
        socket.On("poll", (int timeout) => PollAsync(io, timeout));
        socket.On("fetch", async (string room) => (await io.In(room).FetchSocketsAsync()).Select(found => new { id = found.Id, rooms = found.Rooms }));
        socket.On("move", async (string from, string to) =>
        {
            await io.In(from).SocketsJoinAsync(to);
            await io.In(from).SocketsLeaveAsync(from);
            return true;
        });
        socket.On("expel", async (string room) =>
        {
            await io.In(room).DisconnectSocketsAsync();
            return true;
        });
        socket.On("stall", async (string id, int size) =>
        {
            await io.To(id).EmitAsync("bytes", Enumerable.Range(0, size).Select(i => (byte)(i % 251)).ToArray());
            await io.To(id).Volatile.EmitAsync("volatile");
            await io.To(id).EmitAsync("end");
            return true;
        });
    }

    private static async Task<object> PollAsync(RpressIo io, int timeout)
    {
        try
        {
            return new { timedOut = false, responses = await io.Timeout(TimeSpan.FromMilliseconds(timeout)).EmitWithAckAsync<EventArgument[]>("question", "x") };
        }
        catch (AckTimeoutException error)
        {
            return new { timedOut = true, responses = error.Responses };
        }
    }
}
