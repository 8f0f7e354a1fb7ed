using System.Net;
using System.Text;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>Socket.IO over WebSocket.</summary>
internal sealed class SocketIoDialect : SocketDialect
{
    public override byte[] Event(string name, params string[] arguments) => LoadClient.Frame(Packet(name, arguments));

    public override byte[] Received(string name, params string[] arguments) => Encoding.UTF8.GetBytes(Packet(name, arguments));

    public override async Task<ILoadConnection> ConnectAsync(EndPoint server, LoadPacketHandler onPacket) =>
        new Connection(await LoadClient.ConnectAsync(server, onPacket));

    private static string Packet(string name, string[] arguments) =>
        $"42[{string.Join(',', arguments.Prepend(name).Select(text => $"\"{text}\""))}]";

    private sealed class Connection(LoadClient client) : ILoadConnection
    {
        public Task Ended => client.Ended;

        public ValueTask SendAsync(ReadOnlyMemory<byte> events) => client.SendAsync(events);

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}
