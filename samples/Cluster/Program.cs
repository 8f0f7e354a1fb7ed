// The sample Chat on two servers that are one, behind nginx. Stop a server, and watch its clients move to the other.
//
//   dotnet run --project samples/Cluster
//   open http://localhost:3000, and once more in a private window: the windows of a browser share the cookie that holds them to a node
//   type "stop 1" or "stop 2" here, then "start 1" or "start 2"
//
// PORT      nginx' port, 3000; the nodes have the next two, and can be opened there as well. Without nginx on the PATH that is the only way.
// STICKY    false: WebSocket only, and every connection goes to the node that has fewest. Otherwise a cookie holds a client to its node.
// REDIS_URL such as redis://localhost:6379: through its streams, clients that move are recovered and miss nothing. Without it the nodes
//           meet in a Redis that lives in this program, and who moves comes as somebody new, with the history.
// DATABASE  the file of the history, which both nodes share; on several machines it would be a database.
using System.Globalization;
using System.Runtime.InteropServices;
using ChatSample;
using ClusterSample;
using Rpress;

string? redisUrl = Environment.GetEnvironmentVariable("REDIS_URL");
bool isSticky = Environment.GetEnvironmentVariable("STICKY") != "false";
int port = int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "3000", CultureInfo.InvariantCulture);
string database = Environment.GetEnvironmentVariable("DATABASE") ?? Path.Combine(AppContext.BaseDirectory, "data", "chat.db");

using EmbeddedRedis? embedded = redisUrl is null ? EmbeddedRedis.Start() : null;
using var history = ChatHistory.Open(database);

// all that makes a server one of a cluster
RpressIo CreateIo()
{
    var engine = new EioConfig { MaxPayload = 2 * ChatFile.LargestFile, WebSocketOnly = !isSticky };
    return redisUrl is null
        ? new RpressIo(engine).UseRedis(embedded!.Address)
        : new RpressIo(engine, new SocketIoConfig { Recovery = new RecoveryConfig() }).UseRedisStreams(redisUrl);
}

using var ended = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    signal.Cancel = !ended.IsCancellationRequested; // the second one ends the program at once
    ended.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

var page = new ClusterPage(isSticky);
Node[] nodes = [CreateNode(1), CreateNode(2)];
foreach (Node node in nodes)
{
    await node.StartAsync();
    Console.WriteLine($"{node.Name} is up: http://localhost:{node.Port}");
}

using Nginx? nginx = await StartNginxAsync();
Console.WriteLine(Commands.Usage);
await new Commands(nodes).RunAsync(ended.Token);
await Task.WhenAll(nodes.Select(node => node.StopAsync()));

Node CreateNode(int number) => new($"Node {number}", port == 0 ? 0 : port + number, history, CreateIo, page);

async Task<Nginx?> StartNginxAsync()
{
    if (Nginx.Find() is not { } program)
    {
        Console.WriteLine("There is no nginx on the PATH: open the page at the nodes themselves.");
        return null;
    }

    var configuration = new NginxConfiguration(isSticky, port == 0 ? FreePort.Find() : port, nodes[0].Port, nodes[1].Port);
    Nginx started = await Nginx.StartAsync(program, configuration);
    Console.WriteLine($"Open http://localhost:{configuration.Port}: nginx chooses a node for each client.");
    return started;
}
