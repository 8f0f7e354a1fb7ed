using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.RedisKit;

/// <summary>A redis-server of its own, which can be killed, frozen and started again.</summary>
public sealed class RedisServerProcess : ITestRedis
{
    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(2);

    private readonly string _program;
    private readonly int _port;
    private readonly string[] _arguments;
    private readonly StringBuilder _output = new(); // guarded by itself
    private Process? _process;

    private RedisServerProcess(string program, int port, string[] arguments)
    {
        _program = program;
        _port = port;
        _arguments = arguments;
        Address = $"127.0.0.1:{port}";
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <summary>Starts one on a free port. Where there is no redis-server, the test skips; on build machines it fails.</summary>
    /// <param name="arguments">More of its settings.</param>
    public static async Task<RedisServerProcess> StartAsync(params string[] arguments)
    {
        string program = RedisServerInstallation.Require();
        for (int attempt = 1; ; attempt++)
        {
            var redis = new RedisServerProcess(program, FreePort.Next(), arguments);
            if (await redis.TryStartAsync())
            {
                return redis;
            }

            redis.RequireAnotherAttempt(attempt);
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts it again on its port, empty; if it still runs, it is killed before.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        for (int attempt = 1; !await TryStartAsync(); attempt++)
        {
            RequireAnotherAttempt(attempt); // a client's connection may have been given the port meanwhile
        }
    }

    /// <summary>Stops it where it stands: connections stay, and nothing is answered.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> TryStartAsync()
    {
        var process = new Process
        {
            StartInfo = new(_program, ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning", .. _arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await Eventually.TrueAsync(async () => process.HasExited || await IsAnsweringAsync(process.Id), $"redis-server to answer at {Address}");
        if (!process.HasExited)
        {
            return true;
        }

        process.Dispose();
        _process = null;
        return false;
    }

    // asks for the process as well: where the port was taken, another server answers
    private async Task<bool> IsAnsweringAsync(int processId)
    {
        try
        {
            string text = await InlineCommands.AskAsync(Address, "PING\r\nINFO server", _answerBound);
            return text.StartsWith("+PONG", StringComparison.Ordinal) && text.Contains($"\nprocess_id:{processId}\r", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        Process process = _process ?? throw new InvalidOperationException("redis-server has been killed.");
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill -{signal} of redis-server ended with {kill.ExitCode}.");
        }
    }

    private void RequireAnotherAttempt(int attempt)
    {
        if (attempt == FreePort.Attempts)
        {
            lock (_output)
            {
                throw new InvalidOperationException($"redis-server did not start at {Address}:{Environment.NewLine}{_output}");
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
