// Rooms, broadcasts, acks both ways, typed and raw handlers, binary.
//
//   dotnet run --project samples/RoomsAndAcks
//   open http://localhost:3000 in two tabs, and talk to the server in their consoles:
//   await ask("join", "tea")         then in the other tab, which has joined too:  socket.emit("say", "tea", "Hello")
using System.Security.Cryptography;
using RoomsSample;
using Rpress;

var io = new RpressIo(config: new SocketIoConfig { MaxRooms = 50 });
io.OnConnection(async socket =>
{
    // The first event of a client waits for the end of this, awaits included: no handler is added too late.
    await socket.EmitAsync("welcome", socket.Id);

    // Typed parameters; the returned value is the ack. To() leaves the sender out.
    socket.On("join", async (string room) =>
    {
        await socket.JoinAsync(room);
        await socket.To(room).EmitAsync("joined", room, socket.Id);
        return RoomsOf(socket);
    });
    socket.On("leave", async (string room) =>
    {
        await socket.LeaveAsync(room);
        await socket.To(room).EmitAsync("left", room, socket.Id);
        return RoomsOf(socket);
    });

    // Whom an event goes to. Several rooms are one set: who is in two of them gets it once.
    socket.On("say", (string room, string text) => socket.To(room).EmitAsync("said", new Note(socket.Id, text)));
    socket.On("tell", (string first, string second, string text) => socket.To(first, second).EmitAsync("said", new Note(socket.Id, text)));
    socket.On("say all but", (string room, string text) => socket.Except(room).EmitAsync("said", new Note(socket.Id, text)));
    socket.On("shout", (string text) => socket.Broadcast.EmitAsync("said", new Note(socket.Id, text)));
    socket.On("whisper", (string id, string text) => socket.To(id).EmitAsync("said", new Note(socket.Id, text)));
    socket.On("announce", (string text) => io.Except("quiet").EmitAsync("said", new Note("server", text)));

    // An optional argument has a nullable value type; an argument too many is left out.
    socket.On("add", (int left, int? right) => left + (right ?? 0));

    // Raw: any number of arguments, of any type, and the ack as an object that may be given later, or not at all.
    socket.On("sum", (args, ack) => ack.IsRequested ? ack.SendAsync(args.Sum(arg => arg.Get<double>())) : Task.CompletedTask);
    socket.On("echo", (args, ack) => ack.SendArgumentsAsync(args));

    // The other way round: the server asks, the client answers, or does not.
    socket.On("introduce", async () =>
    {
        try
        {
            string? name = await socket.Timeout(TimeSpan.FromSeconds(2)).EmitWithAckAsync<string>("who are you?");
            await socket.Broadcast.EmitAsync("met", name);
            return $"Hello, {name}.";
        }
        catch (TimeoutException)
        {
            return "You do not say.";
        }
    });

    // Binary: byte[] alone, or anywhere in a value.
    socket.On("hash", (byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data)));
    socket.On("share", (string room, SharedFile file) => socket.To(room).EmitAsync("shared", file));

    socket.OnDisconnect(reason => Console.WriteLine($"{socket.Id} left: {reason}"));
});

// Arguments that do not fit: the handler is not called, the log has a warning, and this tells the client too.
io.OnArgumentError((socket, eventName, error) => socket.EmitAsync("wrong arguments", eventName, error.Message));

var page = new RpressRoutes();
page.Get("/", request => ResponsePayload.Html(Page.Html));

// From anywhere: a request's handler, a timer, a queue. It is the same io.
page.Post("/announcements", async request => await io.To("tea", "coffee").EmitAsync("said", new Note("server", await request.Body.ReadTextAsync())));

var app = new RpressApp(new RpressOptions { JsonContext = SampleJson.Default });
app.AddRouteGroup(page);
app.AttachSocketIo(io);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");

// a socket's own room has its id for a name
static string[] RoomsOf(RpressSocket socket) => [.. socket.Rooms.Where(room => room != socket.Id).Order(StringComparer.Ordinal)];
