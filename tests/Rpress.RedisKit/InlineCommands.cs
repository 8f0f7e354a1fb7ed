using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rpress.RedisKit;

/// <summary>Questions to a Redis without a client for it: a line each, in its inline form.</summary>
internal static class InlineCommands
{
    /// <summary>Asks on a connection of its own.</summary>
    /// <returns>What was answered, in Redis' protocol.</returns>
    /// <exception cref="OperationCanceledException">Nothing came in time.</exception>
    public static async Task<string> AskAsync(string address, string commands, TimeSpan within)
    {
        using var client = new TcpClient();
        using var bound = new CancellationTokenSource(within);
        await client.ConnectAsync(IPEndPoint.Parse(address), bound.Token);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{commands}\r\nQUIT\r\n"), bound.Token);
        using var answers = new StreamReader(client.GetStream());
        return await answers.ReadToEndAsync(bound.Token);
    }
}
