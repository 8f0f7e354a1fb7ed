using System.Net.Http.Headers;
using Rpress;

namespace ChatSample;

/// <summary>The chat on a server: who comes in, what they send, the page and the files. The sample Cluster has it on two.</summary>
internal sealed class ChatServer(RpressIo io, ChatRooms rooms, ChatHistory history)
{
    public void AttachTo(RpressApp app)
    {
        io.Use(LetInAsync);
        io.OnConnection(WelcomeAsync);

        var routes = new RpressRoutes();
        routes.Get("/files/:id", request => history.Find(request.Params.Get<Guid>("id")) is ({ File: { } file }, { } data)
            ? ResponsePayload.Bytes(data, file.Type)
                .WithHeader("Content-Disposition", new ContentDispositionHeaderValue(file.IsImage ? "inline" : "attachment") { FileNameStar = file.Name }.ToString())
                .WithHeader("Cache-Control", "private, max-age=31536000, immutable")
            : ResponsePayload.Error(404, "There is no such file, or not any more."));

        app.AddRouteGroup(routes);
        app.ServeStatic("/", "page", new StaticFilesOptions { CacheControl = "no-cache" });
        app.AttachSocketIo(io);
    }

    // The name comes with the connection. Nobody owns one here: the sample SocketAuth shows how to tell who somebody is.
    private static async Task LetInAsync(RpressSocket socket, Func<Task> next)
    {
        socket.Data["name"] = ChatName.Of(socket.Handshake.Auth.Get<string>("name"))
            ?? throw new SocketMiddlewareException($"A name has 1 to {ChatName.LongestName} characters.");
        socket.Data["first room"] = socket.Handshake.Auth.Get<string>("room") ?? ChatRooms.Lobby;
        await next();
    }

    private async Task WelcomeAsync(RpressSocket socket)
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
    }
}
