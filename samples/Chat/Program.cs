// A chat: names, rooms, who is online, who is typing, messages that are known to have arrived, files, a history in SQLite.
//
//   dotnet run --project samples/Chat
//   open http://localhost:3000 in two windows, or on a phone in the same network after setting HOST=0.0.0.0
//
// The history is kept beside the built program, or in the file that is named as an argument or as DATABASE.
// Stop the server, write something, start it again: the page comes back by itself, and nothing is lost or there twice.
using System.Net.Http.Headers;
using ChatSample;
using Rpress;

string path = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("DATABASE") ?? Path.Combine(AppContext.BaseDirectory, "data", "chat.db");
using var history = ChatHistory.Open(path);

// A file comes as one message: as it is over WebSocket, and a third larger as Base64 over long-polling.
var io = new RpressIo(new EioConfig { MaxPayload = 2 * ChatFile.LargestFile }, new SocketIoConfig { Recovery = new RecoveryConfig() });
using var rooms = new ChatRooms(io, history);

// The name comes with the connection. Nobody owns one here: the sample SocketAuth shows how to tell who somebody is.
io.Use(async (socket, next) =>
{
    socket.Data["name"] = ChatName.Of(socket.Handshake.Auth.Get<string>("name"))
        ?? throw new SocketMiddlewareException($"A name has 1 to {ChatName.LongestName} characters.");
    socket.Data["first room"] = socket.Handshake.Auth.Get<string>("room") ?? ChatRooms.Lobby;
    await next();
});

io.OnConnection(async socket =>
{
    socket.OnDisconnecting(_ => rooms.LeaveAsync(socket));

    // Who was away for a moment is the same socket again, with its rooms, its data and what it missed. After a longer while, or when
    // the server was started anew, the page says where it was. What it sent meanwhile is handled after that.
    if (socket.Recovered)
    {
        await rooms.ReturnAsync(socket);
    }
    else if (await rooms.EnterAsync(socket, socket.Data.Get<string>("first room")!) is not null)
    {
        await rooms.EnterAsync(socket, ChatRooms.Lobby);
    }

    socket.On("enter", (string room) => rooms.EnterAsync(socket, room));
    socket.On("message", (Guid id, string text) => rooms.SendAsync(socket, id, text));
    socket.On("file", (Guid id, string name, string type, byte[] data) => rooms.SendFileAsync(socket, id, name, type, data));
    socket.On("typing", (bool isTyping) => ChatRooms.ShowTypingAsync(socket, isTyping));
});

var routes = new RpressRoutes();
routes.Get("/files/:id", request => history.Find(request.Params.Get<Guid>("id")) is ({ File: { } file }, { } data)
    ? ResponsePayload.Bytes(data, file.Type)
        .WithHeader("Content-Disposition", new ContentDispositionHeaderValue(file.IsImage ? "inline" : "attachment") { FileNameStar = file.Name }.ToString())
        .WithHeader("Cache-Control", "private, max-age=31536000, immutable")
    : ResponsePayload.Error(404, "There is no such file, or not any more."));

var app = new RpressApp(new RpressOptions { JsonContext = ChatJson.Default, SecurityHeaders = RpressSecurityHeaders.Recommended });
app.AddRouteGroup(routes);
app.ServeStatic("/", "page", new StaticFilesOptions { CacheControl = "no-cache" });
app.AttachSocketIo(io);

var host = Environment.GetEnvironmentVariable("HOST") ?? "localhost";
var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"{host}:{port}");
