using System.Text.Json;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>What the server says of a socket that asks who it is.</summary>
internal sealed record Who(string Id, string Namespace, JsonElement Auth);
