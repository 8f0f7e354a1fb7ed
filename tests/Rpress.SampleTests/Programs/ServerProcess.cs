using System.Text.RegularExpressions;

namespace Rpress.SampleTests.Programs;

/// <summary>A program that serves on a free port, found by the address that it prints, with a client for it.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _stopBound = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _child;

    private ServerProcess(ChildProcess child, string url)
    {
        _child = child;
        Client = CreateClient(url);
    }

    /// <summary>A client that follows no redirects and takes a development certificate.</summary>
    public HttpClient Client { get; }

    /// <summary>What the program has printed so far.</summary>
    public string Output => _child.Output;

    /// <summary>Starts a program that was built with the tests.</summary>
    public static Task<ServerProcess> StartAsync(string name, IReadOnlyDictionary<string, string>? environment = null)
    {
        (string fileName, string[] arguments) = BuiltPrograms.CommandOf(name);
        return StartAsync(fileName, arguments, environment);
    }

    /// <summary>Starts any program that takes its port from <c>PORT</c>, a free one unless it is given, and logs where it listens.</summary>
    public static async Task<ServerProcess> StartAsync(
        string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>());
        variables.TryAdd("PORT", "0");
        var child = ChildProcess.Start(fileName, arguments, variables, line =>
        {
            if (ListeningLine().Match(line) is { Success: true } match)
            {
                address.TrySetResult(match.Groups["url"].Value);
            }
        });
        try
        {
            Task ended = child.WaitForExitAsync(_startBound);
            await Task.WhenAny(address.Task, ended);
            return address.Task.IsCompleted
                ? new ServerProcess(child, await address.Task)
                : throw new InvalidOperationException($"'{fileName}' did not begin to listen. It printed:{Environment.NewLine}{child.Output}");
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a line to its standard input, as somebody who types.</summary>
    public Task TypeAsync(string line) => _child.TypeAsync(line);

    /// <summary>Asks the program to end, as a service manager does, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _child.TerminateAsync();
        return await _child.WaitForExitAsync(_stopBound);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _child.DisposeAsync();
    }

    private static HttpClient CreateClient(string url)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate?.Subject == "CN=localhost"; // self-signed, for one run
        return new HttpClient(handler) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
    }

    [GeneratedRegex(@"Listening on (?<url>https?://\S+)")]
    private static partial Regex ListeningLine();
}
