using System.Net;
using System.Net.Sockets;

namespace Rpress.LoadRunner;

/// <summary>One thing that a server must bear.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="RunAsync">Does it to the server, and says how it bore it.</param>
internal sealed record StressCheck(string Name, Func<EndPoint, Task<StressOutcome>> RunAsync)
{
    /// <summary>Runs it; a server that cannot be reached has failed.</summary>
    public async Task<(Verdict Verdict, Sample Figures)> TakeAsync(EndPoint server)
    {
        try
        {
            StressOutcome outcome = await RunAsync(server);
            return (new(Name, outcome.IsPassed, outcome.Detail), outcome.Figures);
        }
        catch (Exception error) when (error is IOException or SocketException or TimeoutException)
        {
            return (new(Name, false, error.Message), new() { [StressMetrics.Hung] = 1 });
        }
    }
}
