using Rpress;

namespace ClusterSample;

/// <summary>One server of the cluster. Nothing in it but the first line knows that there are others.</summary>
internal sealed class Node
{
    private readonly RpressIo _io = new();
    private string _name = "";

    public Node(string redis)
    {
        _io.UseRedis(redis);

        _io.OnConnection(async socket =>
        {
            socket.Data["node"] = _name; // the other servers see it too
            await socket.EmitAsync("welcome", _name);
            await _io.EmitAsync("changed");

            socket.On("say", (string text) => _io.EmitAsync("said", _name, text));
            socket.On("who is online?", CountByNodeAsync);
            socket.OnDisconnect(_ => _io.EmitAsync("changed"));
        });

        // events from server to server: each of the others gets them, and tells its own clients
        _io.ServerSide.On("up", (string name) => _io.Local.EmitAsync("news", $"{name} is up"));
    }

    public Task RunAsync(int port)
    {
        var routes = new RpressRoutes();
        routes.Get("/", request => ResponsePayload.Html(Page.Html));

        var app = new RpressApp();
        app.AddRouteGroup(routes);
        app.AttachSocketIo(_io);
        return app.ListenAsync($"localhost:{port}", endpoints =>
        {
            _name = endpoints[0].Url;
            return _io.ServerSide.EmitAsync("up", _name);
        });
    }

    private async Task<Dictionary<string, int>> CountByNodeAsync() =>
        new((await _io.FetchSocketsAsync()).CountBy(socket => socket.Data.Get<string>("node") ?? "elsewhere"));
}
