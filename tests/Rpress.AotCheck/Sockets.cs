namespace Rpress.AotCheck;

/// <summary>A Socket.IO server that takes each road on which types of events are looked up at run time.</summary>
internal static class Sockets
{
    public static RpressIo Create()
    {
        var io = new RpressIo();
        io.UseAuth(auth => auth.Get<string>("token") is { } token
            ? AuthResult.Accept(new Claims(token))
            : AuthResult.Reject("no token", new Claims("none")));
        io.Use((socket, next) => socket.Auth.Get<string>("name") == "Eve" ? throw new SocketMiddlewareException("not Eve", new Claims("Eve")) : next());
        io.OnConnection(socket =>
        {
            socket.On("greet", (string name) => $"Hello, {name}!");
            socket.On("add", async (int a, long b, double? c) =>
            {
                await Task.Yield();
                return a + b + (c ?? 0);
            });
            socket.On("rename", (Item item) => item with { Name = socket.Auth.As<Claims>()!.Name });
            socket.On("seal", (Parcel parcel) => new Parcel(parcel.Label + "!", [.. parcel.Bytes, 9]));
            socket.On("raw", (args, ack) => ack.SendArgumentsAsync(args));
            socket.On("ask", async () => await socket.EmitWithAckAsync<Item>("question", new Item(1, "tea", [])));
            socket.Once("ask all", async () => await io.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<List<Item>>("question"));
            socket.On("fetch", async () => (await io.FetchSocketsAsync()).Count(found => found.Data.Get<Item>("item") is not null));
            socket.Data["item"] = new Item(3, "coffee", []);
            socket.Use((socketEvent, next) => next());
            socket.On("unknown", () =>
            {
                try
                {
                    socket.On("never", (Uri address) => address);
                    return "registered";
                }
                catch (NotSupportedException)
                {
                    return "refused";
                }
            });
        });
        return io;
    }
}
