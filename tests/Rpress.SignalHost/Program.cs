using Rpress;

var routes = new RpressRoutes();
routes.Get("/", req => "ok");

// ends when the server asks, or never: what a graceful end and a second signal are tried on
routes.Get("/until-stopping", async req => await WaitAsync(req.Stopping));
routes.Get("/hang", async req => await WaitAsync(CancellationToken.None));

await new RpressApp().AddRouteGroup(routes).ListenAsync("127.0.0.1:0", endpoints => Console.WriteLine($"ready {endpoints[0].Url}"));
Console.WriteLine("stopped");

static async Task<string> WaitAsync(CancellationToken token)
{
    var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var registration = token.Register(fired.SetResult);
    await fired.Task;
    return "finished";
}
