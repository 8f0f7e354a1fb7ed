namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>The texts are those of Node's server and of npm's client.</summary>
public sealed class DisconnectReasonTests
{
    [Fact]
    public void ToString_OfReasonsThatClientsSee_IsNodes()
    {
        string[] texts =
        [
            $"{DisconnectReason.IoServerDisconnect}", $"{DisconnectReason.IoClientDisconnect}", $"{DisconnectReason.PingTimeout}",
            $"{DisconnectReason.TransportClose}", $"{DisconnectReason.TransportError}", $"{DisconnectReason.ParseError}",
        ];

        Assert.Equal(["io server disconnect", "io client disconnect", "ping timeout", "transport close", "transport error", "parse error"], texts);
    }
}
