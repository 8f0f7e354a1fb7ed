// Two servers as one: whoever is on one of them hears what is said on the other.
//
//   dotnet run --project samples/Cluster
//   open http://localhost:3000 and http://localhost:3001
//
// They meet in a Redis that lives in this program. REDIS=localhost:6379 names another; with that, nodes in several programs and on
// several machines are one, servers of Node with @socket.io/redis-adapter among them. PORT is that of the first node.
using System.Globalization;
using ClusterSample;

using EmbeddedRedis? embedded = Environment.GetEnvironmentVariable("REDIS") is null ? EmbeddedRedis.Start() : null;
string redis = embedded?.Address ?? Environment.GetEnvironmentVariable("REDIS")!;

int port = int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "3000", CultureInfo.InvariantCulture);
int second = port == 0 ? 0 : port + 1; // 0: a free one

// a signal stops both
await Task.WhenAll(new Node(redis).RunAsync(port), new Node(redis).RunAsync(second));
