using System.Net;
using System.Text;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>SignalR's JSON hub protocol over WebSocket; events are calls of methods without an answer.</summary>
internal sealed class SignalRDialect : SocketDialect
{
    /// <summary>Ends each message.</summary>
    public const byte Separator = 0x1e;

    public override byte[] Event(string name, params string[] arguments) =>
        RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, [.. Received(name, arguments), Separator]);

    public override byte[] Received(string name, params string[] arguments) => Encoding.UTF8.GetBytes(
        $$"""{"type":1,"target":"{{name}}","arguments":[{{string.Join(',', arguments.Select(text => $"\"{text}\""))}}]}""");

    public override async Task<ILoadConnection> ConnectAsync(EndPoint server, LoadPacketHandler onPacket) => await SignalRClient.ConnectAsync(server, onPacket);
}
