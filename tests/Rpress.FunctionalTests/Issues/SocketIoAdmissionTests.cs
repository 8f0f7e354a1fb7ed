using System.Net;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>Joining a namespace went wrong where the connection had ended, or where user code did what it should not.</summary>
public sealed class SocketIoAdmissionTests
{
    private static readonly SessionHandshake _handshake = new()
    {
        Headers = [], Url = "/socket.io/", Query = "", Address = IPAddress.Loopback, IsSecure = false, IssuedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public async Task Join_OnAConnectionThatHasEnded_LeavesNoSocket()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        var connection = new SocketIoConnection(server.Io, new EngineSession(server.Io.Engine, _handshake, binaryAsText: false));

        connection.OnClosed(DisconnectReason.PingTimeout);
        connection.OnText("0"u8);

        Assert.Empty(server.Io.Sockets);
    }

    [Fact]
    public async Task Join_WhereAuthReturnsNull_IsRefusedAndLogged()
    {
        var io = new RpressIo();
        io.UseAuth(_ => (AuthResult)null!);
        await using var server = await SocketIoServer.StartAsync(io);
        await using SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40");

        Assert.Equal("""44{"message":"The server failed to authenticate the client."}""", await client.ReadAsync());
        Assert.Contains("returned null", Assert.Single(server.Failures).Exception?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_WhereClaimsCannotBeRead_IsRefusedAndLogged()
    {
        var io = new RpressIo();
        io.UseAuth(_ => AuthResult.Accept(new Broken()));
        await using var server = await SocketIoServer.StartAsync(io);
        await using SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40");

        Assert.Equal("""44{"message":"The server failed to authenticate the client."}""", await client.ReadAsync());
        Assert.Equal("no value", Assert.Single(server.Failures).Exception?.Message);
        await Eventually.TrueAsync(() => io.Work.Count == 0, "the function to end");
    }

    [Fact]
    public async Task Join_WithAuthAsDeepAsAllowed_GoesOn()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, new SocketIoConfig { MaxJsonDepth = 200 });
        await using SocketIoWire client = await server.ConnectAsync();

        string id = await client.JoinAsync("/", "{\"a\":" + new string('[', 150) + new string(']', 150) + "}");

        Assert.Equal(id, Assert.Single(server.Io.Sockets).Id);
    }

    [Theory]
    [InlineData("""{"token":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"token":7}""")]
    public async Task Join_WithHalfASurrogatePairInAuth_IsRefusedWithoutALogLine(string auth)
    {
        var io = new RpressIo();
        io.UseAuth(values => values.Get<string>("token") is null ? AuthResult.Reject("no token") : AuthResult.Accept());
        await using var server = await SocketIoServer.StartAsync(io);
        await using SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40" + auth);

        Assert.Equal("""44{"message":"The value 'token' of auth is not of the right type."}""", await client.ReadAsync());
        Assert.Empty(server.Failures);
    }

    private sealed class Broken
    {
        private readonly string _problem = "no value";

        public string Value => throw new InvalidOperationException(_problem);
    }
}
