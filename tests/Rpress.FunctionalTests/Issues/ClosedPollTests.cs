using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>
/// npm's client acts on a close packet at once and on messages a moment later: those that stood before it in one payload were lost, and its
/// sockets told "transport close".
/// </summary>
public sealed class ClosedPollTests
{
    [Fact]
    public async Task Messages_BeforeTheEndOfASession_GoOutWithoutTheClosePacket()
    {
        var io = new RpressIo();
        io.OnConnection(socket => socket.On("bye", async () =>
        {
            await socket.EmitAsync("last", "words");
            await socket.DisconnectAsync(close: true);
        }));
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes().AttachSocketIo(io));
        var open = await server.GetAsync("/socket.io/?EIO=4&transport=polling");
        var session = $"/socket.io/?EIO=4&transport=polling&sid={open.Text.Split('"')[3]}";

        await server.PostAsync(session, new StringContent("40"));
        Assert.StartsWith("40{", (await server.GetAsync(session)).Text, StringComparison.Ordinal);
        await server.PostAsync(session, new StringContent("42[\"bye\"]"));
        await Eventually.TrueAsync(() => io.Sockets.Count == 0, "the end of the socket");

        Assert.Equal("42[\"last\",\"words\"]\u001e41", (await server.GetAsync(session)).Text);
        Assert.Equal("1", (await server.GetAsync(session)).Text);
        Assert.Equal(400, (await server.GetAsync(session)).Status);
    }
}
