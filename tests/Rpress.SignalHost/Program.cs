using Rpress;

var routes = new RpressRoutes();
routes.Get("/", req => "ok");

// ends when the server asks, or never: what a graceful end and a second signal are tried on
routes.Get("/until-stopping", async req => await WaitAsync(req.Stopping));
routes.Get("/hang", async req => await WaitAsync(CancellationToken.None));

// asks for the stop as a token does
using var stop = new CancellationTokenSource();
routes.Post("/stop", req => stop.Cancel());

// with an argument, a stop first waits that many seconds
var options = args.Length == 0 ? null : new RpressOptions
{
    Health = new(),
    DrainDelay = TimeSpan.FromSeconds(int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture)),
};
await new RpressApp(options).AddRouteGroup(routes).ListenAsync("127.0.0.1:0", endpoints => Console.WriteLine($"ready {endpoints[0].Url}"), stop.Token);
Console.WriteLine("stopped");

static async Task<string> WaitAsync(CancellationToken token)
{
    var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var registration = token.Register(fired.SetResult);
    await fired.Task;
    return "finished";
}
