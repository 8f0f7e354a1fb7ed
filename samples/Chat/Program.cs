// A chat: names, rooms, who is online, who is typing, messages that are known to have arrived.
//
//   dotnet run --project samples/Chat
//   open http://localhost:3000 in two windows, or on a phone in the same network after setting HOST=0.0.0.0
using ChatSample;
using Rpress;

var io = new RpressIo();
using var rooms = new ChatRooms(io);

// The name comes with the connection. Nobody owns one here: the sample SocketAuth shows how to tell who somebody is.
io.UseAuth(auth => ChatName.Of(auth.Get<string>("name")) is { } name
    ? AuthResult.Accept(new Member(name))
    : AuthResult.Reject($"A name has 1 to {ChatName.LongestName} characters."));

io.OnConnection(async socket =>
{
    string name = socket.Auth.As<Member>()!.Name;
    socket.OnDisconnect(_ => rooms.LeaveAsync(socket));

    // The room too: a client that was away comes back to where it was, and what it sent meanwhile is handled after that.
    await rooms.EnterAsync(socket, name, socket.Handshake.Auth.Get<string>("room"));

    socket.On("enter", (string room) => rooms.EnterAsync(socket, name, room));
    socket.On("message", (string text) => rooms.SendAsync(socket, name, text));
    socket.On("typing", (bool isTyping) => rooms.ShowTypingAsync(socket, name, isTyping));
});

var app = new RpressApp(new RpressOptions { JsonContext = ChatJson.Default, SecurityHeaders = RpressSecurityHeaders.Recommended });
app.ServeStatic("/", "page", new StaticFilesOptions { CacheControl = "no-cache" });
app.AttachSocketIo(io);

var host = Environment.GetEnvironmentVariable("HOST") ?? "localhost";
var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"{host}:{port}");
