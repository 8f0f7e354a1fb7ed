using System.Diagnostics;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>The spans of a client's events.</summary>
public sealed class EventSpanTests
{
    [Theory]
    [InlineData(EioConfig.WebSocket)]
    [InlineData(EioConfig.Polling)]
    public async Task Event_ThatIsHandled_HasASpanOfItsOwnThatLinksToTheHandshake(string transport)
    {
        using var spans = new SpanCollector();
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("greet traced", () => Activity.Current?.SpanId.ToHexString()));
        SocketIoWire client = await server.JoinAsync("/", transport);

        await client.SendAsync("""421["greet traced"]""");
        string answer = await client.ReadAsync();

        Activity span = await spans.FindAsync(ended => answer == $"431[\"{ended.SpanId.ToHexString()}\"]", "the event's span");
        Assert.Equal(("socketio.event", "greet traced /", ActivityKind.Server), (span.OperationName, span.DisplayName, span.Kind));
        Assert.Null(span.Parent);
        Assert.Equal(default, span.ParentSpanId);
        Assert.Equal("/", span.GetTagItem("rpress.socketio.namespace"));
        Assert.Equal("greet traced", span.GetTagItem("rpress.socketio.event"));
        Assert.Equal(client.Id, span.GetTagItem("rpress.socketio.socket.id"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        ActivityLink link = Assert.Single(span.Links);
        if (transport == EioConfig.Polling)
        {
            Assert.Equal("http.request", (await spans.WithIdAsync(link.Context.SpanId)).OperationName);
        }
    }

    [Fact]
    public async Task Event_WhoseHandlerFails_HasASpanWithTheError()
    {
        using var spans = new SpanCollector();
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("fail traced", string () => throw new FormatException("broken")));
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""42["fail traced"]""");

        Activity span = await spans.FindAsync(ended => Equals(ended.GetTagItem("rpress.socketio.event"), "fail traced"), "the event's span");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("System.FormatException", span.GetTagItem("error.type"));
        Assert.Equal("exception", Assert.Single(span.Events).Name);
    }
}
