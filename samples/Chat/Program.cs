// A chat: names, rooms, who is online, who is typing, messages that are known to have arrived, files, a history in SQLite.
//
//   dotnet run --project samples/Chat
//   open http://localhost:3000 in two windows, or on a phone in the same network after setting HOST=0.0.0.0
//
// The history is kept beside the built program, or in the file that is named as an argument or as DATABASE.
// Stop the server, write something, start it again: the page comes back by itself, and nothing is lost or there twice.
using ChatSample;
using Rpress;

string path = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("DATABASE") ?? Path.Combine(AppContext.BaseDirectory, "data", "chat.db");
using var history = ChatHistory.Open(path);

// A file comes as one message: as it is over WebSocket, and a third larger as Base64 over long-polling.
var io = new RpressIo(new EioConfig { MaxPayload = 2 * ChatFile.LargestFile }, new SocketIoConfig { Recovery = new RecoveryConfig() });
using var rooms = new ChatRooms(io, history);

var app = new RpressApp(new RpressOptions { JsonContext = ChatJson.Default, SecurityHeaders = RpressSecurityHeaders.Recommended });
new ChatServer(io, rooms, history).AttachTo(app);

var host = Environment.GetEnvironmentVariable("HOST") ?? "localhost";
var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"{host}:{port}");
