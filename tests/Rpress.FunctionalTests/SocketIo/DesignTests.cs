using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The example that the design began with, word for word.</summary>
public sealed class DesignTests
{
    [Fact]
    public async Task Example_OfTheDesign_WorksAsWritten()
    {
        var io = new RpressIo(new EioConfig { PingInterval = TimeSpan.FromSeconds(25) });
        io.UseAuth(auth => auth.Get<string>("token") == "valid-secret" ? AuthResult.Accept(new { UserId = "123" }) : AuthResult.Reject("Unauthorized"));
        io.OnConnection(socket =>
        {
            socket.On("message", args => socket.Broadcast.EmitAsync("message", args[0]));
            socket.On("greet", (string name) => $"Hello, {name}!");
            socket.On("join_room", async (string room) =>
            {
                await socket.JoinAsync(room);
                await socket.To(room).EmitAsync("user_joined", socket.Id);
            });
            socket.OnDisconnect(reason => Console.WriteLine($"{socket.Id} left: {reason}"));
        });
        io.Of("/admin").OnConnection(socket => { });
        await using var server = await SocketIoServer.StartAsync(io);
        const string Auth = """{"token":"valid-secret"}""";
        SocketIoWire anna = await server.JoinAsync(auth: Auth);
        SocketIoWire ben = await server.JoinAsync(auth: Auth, transport: EioConfig.Polling);

        await anna.SendAsync("""421["greet","Rpress"]""");
        Assert.Equal("""431["Hello, Rpress!"]""", await anna.ReadAsync());
        await ben.SendAsync("""42["join_room","r"]""");
        await ben.SendAsync("""42["message",{"text":"hi"}]""");
        Assert.Equal("""42["message",{"text":"hi"}]""", await anna.ReadAsync());
        await anna.SendAsync("""42["join_room","r"]""");
        Assert.Equal($"""42["user_joined","{anna.Id}"]""", await ben.ReadAsync());
        Assert.All(io.Sockets, socket => Assert.Equal("123", socket.Auth.Get<string>("userId")));
    }
}
