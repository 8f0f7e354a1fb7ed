using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rpress.InteropTests.Node;

/// <summary>A script under Node.js that is told and tells JSON values, one a line. It ends with its stdin, or is killed.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _endBound = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Process _process;
    private readonly string _name;
    private readonly Task _reading;
    private readonly List<JsonElement> _unread = []; // guarded by _gate
    private readonly StringBuilder _log = new(); // guarded by _gate
    private TaskCompletionSource _changed = NewSignal(); // guarded by _gate
    private bool _hasEnded; // guarded by _gate

    private NodeProcess(Process process, string name)
    {
        _process = process;
        _name = name;
        _reading = ReadAllAsync();
    }

    /// <summary>Starts a script of this folder. Where there is no Node.js, the test skips.</summary>
    /// <param name="script">The file's name.</param>
    /// <param name="arguments">What it gets after its name.</param>
    /// <param name="extraAuthorities">A PEM file with certificates that it trusts as well.</param>
    public static NodeProcess Start(string script, IEnumerable<string> arguments, string? extraAuthorities = null)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(NodeInstallation.Require(), [script, .. arguments])
        {
            WorkingDirectory = NodeInstallation.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        start.Environment["NODE_EXTRA_CA_CERTS"] = extraAuthorities;
        return new(Process.Start(start)!, script);
    }

    /// <summary>Tells the script a value; if it has ended, the next read says why.</summary>
    public async Task SendAsync(object value)
    {
        string line = JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
        await _sending.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException error)
        {
            Log(error.Message);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Takes the first value that the script told and nobody took yet; others stay for other callers.</summary>
    /// <param name="what">What is waited for, in words, for the failure's message.</param>
    /// <param name="isIt">Whether a value is the one.</param>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    /// <exception cref="InvalidOperationException">The script ended before.</exception>
    public async Task<JsonElement> ReadAsync(string what, Func<JsonElement, bool> isIt)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                var index = _unread.FindIndex(value => isIt(value));
                if (index >= 0)
                {
                    var found = _unread[index];
                    _unread.RemoveAt(index);
                    return found;
                }

                if (_hasEnded)
                {
                    throw new InvalidOperationException($"{_name} ended with {_process.ExitCode} before {what}.{Environment.NewLine}{ReportLocked()}");
                }

                changed = _changed.Task;
            }

            await WaitAsync(changed, _bound - Stopwatch.GetElapsedTime(started), what);
        }
    }

    /// <summary>Whether such a value was told and not taken; ask after something that had to come later.</summary>
    public bool Has(Func<JsonElement, bool> isIt)
    {
        lock (_gate)
        {
            return _unread.Exists(value => isIt(value));
        }
    }

    /// <summary>Sends the script a signal by its name, where there are signals.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends the script at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(_endBound);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading.WaitAsync(_endBound);
        _process.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAllAsync()
    {
        await Task.WhenAll(ReadLinesAsync(_process.StandardOutput, Take), ReadLinesAsync(_process.StandardError, Log));
        await _process.WaitForExitAsync();
        lock (_gate)
        {
            _hasEnded = true;
            _changed.TrySetResult();
        }
    }

    private static async Task ReadLinesAsync(StreamReader from, Action<string> take)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            take(line);
        }
    }

    private void Take(string line)
    {
        if (!line.StartsWith('{'))
        {
            Log(line);
            return;
        }

        var value = JsonElement.Parse(line);
        lock (_gate)
        {
            _unread.Add(value);
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    private void Log(string line)
    {
        lock (_gate)
        {
            _log.AppendLine(line);
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan remaining, string what)
    {
        try
        {
            await changed.WaitAsync(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
        }
        catch (TimeoutException error)
        {
            lock (_gate)
            {
                throw new TimeoutException($"Not within {_bound.TotalSeconds} s from {_name}: {what}.{Environment.NewLine}{ReportLocked()}", error);
            }
        }
    }

    private string ReportLocked() => string.Join(
        Environment.NewLine, ["Told and not taken:", .. _unread.Select(value => "  " + value.GetRawText()), "Its stderr:", _log.ToString()]);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
