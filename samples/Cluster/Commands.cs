namespace ClusterSample;

/// <summary>What is typed: <c>stop 1</c> and <c>start 1</c>, or the same with 2.</summary>
internal sealed class Commands(IReadOnlyList<Node> nodes)
{
    public const string Usage = "Type \"stop 1\", watch the clients of node 1 move, and \"start 1\" again; or the same with 2.";

    /// <summary>Does what is typed, line by line, until the token fires.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        try
        {
            // reading cannot be ended, so the end does not wait for it; without a keyboard there is nothing to read
            while (await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(ended) is { } line)
            {
                await RunAsync(line);
            }

            await Task.Delay(Timeout.Infinite, ended);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task RunAsync(string line)
    {
        switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["stop", var number] when Find(number) is { IsRunning: true } node:
                await node.StopAsync();
                Console.WriteLine($"{node.Name} has stopped.");
                break;
            case ["start", var number] when Find(number) is { IsRunning: false } node:
                await node.StartAsync();
                Console.WriteLine($"{node.Name} is up: http://localhost:{node.Port}");
                break;
            case []:
                break;
            default:
                Console.WriteLine(Usage);
                break;
        }
    }

    private Node? Find(string number) => int.TryParse(number, out int place) ? nodes.ElementAtOrDefault(place - 1) : null;
}
