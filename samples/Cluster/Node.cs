using System.Net;
using ChatSample;
using Rpress;

namespace ClusterSample;

/// <summary>One server of the cluster: the sample Chat, whose page also shows who is on which node. It can be stopped, and started again at its port.</summary>
internal sealed class Node(string name, int port, ChatHistory history, Func<RpressIo> createIo, ClusterPage page)
{
    private RpressApp? _app;
    private IDisposable[] _parts = [];

    public string Name => name;

    public int Port { get; private set; } = port;

    public bool IsRunning => _app is not null;

    public async Task StartAsync()
    {
        RpressIo io = createIo();
        var rooms = new ChatRooms(io, history);
        var app = new RpressApp(new RpressOptions
        {
            JsonContext = ChatJson.Default,
            SecurityHeaders = RpressSecurityHeaders.Recommended,
            TrustedProxies = ["127.0.0.1"], // nginx says for whom it asks
        });
        page.AttachTo(app);
        new ChatServer(io, rooms, history).AttachTo(app);
        var presence = new Presence(io, name);
        presence.Attach(); // after the chat: who hears of a node is in a room by then

        await app.AddEndpoint($"localhost:{Port}").StartAsync();
        Port = ((IPEndPoint)app.Endpoints[0].EndPoint).Port; // 0 is a free one
        (_app, _parts) = (app, [rooms, presence]);
    }

    /// <summary>Stops as a program does that is told to: what runs may end, clients are disconnected and come back, here or elsewhere.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            Array.ForEach(_parts, part => part.Dispose());
        }
    }
}
