// A chat in the console, together with the browsers of the sample Chat.
//
//   dotnet run --project samples/Chat                      # the server
//   dotnet run --project samples/ConsoleChat -- Ada        # http://localhost:3000, or: -- Ada https://chat.example.com
//
// A line is said to the room. /join ROOM, /rooms, /send FILE and /quit do what they say. Stop the server and say something:
// it waits, and is sent once the server is back.
using ConsoleChatSample;
using Rpress;

if (args is [])
{
    Console.Error.WriteLine("Usage: ConsoleChat NAME [URL]");
    return 1;
}

string room = "Lobby";
RoomInfo[] rooms = [];
await using var client = new SocketIoClient(args.ElementAtOrDefault(1) ?? "http://localhost:3000", new SocketIoClientOptions
{
    // asked at each attempt: who comes back after a longer while is where they were
    AuthProvider = _ => ValueTask.FromResult<object?>(new Dictionary<string, string> { ["name"] = args[0], ["room"] = room }),
    JsonContext = ChatJson.Default,
});

client.On("room", (string entered, ChatMessage[] history) =>
{
    room = entered;
    Screen.Write($"--- {entered} ---");
    Array.ForEach(history, Screen.Write);
});
client.On("message", (ChatMessage message) => Screen.Write(message));
client.On("members", (string[] names) => Screen.Write($"--- here: {string.Join(", ", names)} ---"));
client.On("rooms", (RoomInfo[] all) => rooms = all);
client.OnDisconnect(reason => Screen.Write($"--- offline: {reason} ---"));
client.OnConnectError(error =>
{
    Screen.Write($"--- {error.Message} ---");
    if (error.IsRefused)
    {
        Environment.Exit(1); // another name may be let in
    }
});
client.OnConnect(() => Screen.Write(client.Recovered ? "--- back, nothing was missed ---" : "--- online ---"));
client.Connect();

while (Console.ReadLine() is { } line and not "/quit")
{
    try
    {
        await RunAsync(line);
    }
    catch (SocketDisconnectedException)
    {
        Screen.Write("--- the connection was lost: try again ---");
    }
}

return 0;

async Task RunAsync(string line)
{
    switch (line.Split(' ', 2, StringSplitOptions.TrimEntries))
    {
        case ["/join", var name]:
            Show(await client.EmitWithAckAsync<string>("enter", name));
            break;
        case ["/rooms"]:
            Screen.Write(string.Join(", ", rooms.Select(there => $"{there.Name} ({there.Online})")));
            break;
        case ["/send", var path] when File.Exists(path):
            byte[] data = await File.ReadAllBytesAsync(path);
            Show((await client.EmitWithAckAsync<Receipt>("file", Guid.NewGuid(), Path.GetFileName(path), "", data))?.Error);
            break;
        case [""]:
            break;
        default:
            _ = SayAsync(line);
            break;
    }
}

// A message may be sent twice, if the first ack was lost: its id tells the server that it is one.
async Task SayAsync(string text)
{
    var id = Guid.NewGuid();
    while (true)
    {
        try
        {
            Receipt? receipt = await client.EmitWithAckAsync<Receipt>("message", id, text);
            Show(receipt?.Error);
            return;
        }
        catch (SocketDisconnectedException) when (client.IsActive)
        {
            // it waits for the next connection
        }
        catch (Exception error) when (error is SocketDisconnectedException or ObjectDisposedException)
        {
            Screen.Write($"--- not sent: {text} ---");
            return;
        }
    }
}

static void Show(string? problem)
{
    if (problem is not null)
    {
        Screen.Write($"--- {problem} ---");
    }
}
