using Rpress;
using Rpress.ClusterHost;

// the kind of cluster, and where Redis is; ends with whoever started it, as its input ends then
using var stop = new CancellationTokenSource();
_ = Task.Run(StopWithInputAsync, CancellationToken.None);
RpressIo io = ClusterIo.Create(Enum.Parse<ClusterKind>(args[0]), args[1]);
await new RpressApp().AttachSocketIo(io).ListenAsync("127.0.0.1:0", endpoints => Console.WriteLine($"ready {endpoints[0].Url}"), stop.Token);

async Task StopWithInputAsync()
{
    Console.In.ReadToEnd(); // blocks, as all of the console's reads do
    await stop.CancelAsync();
}
