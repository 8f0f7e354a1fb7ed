using System.ComponentModel;
using System.Diagnostics;

namespace Rpress.LoadRunner;

/// <summary>A program that does one thing, and ends.</summary>
internal static class Tool
{
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(5);
    private static readonly string[] _folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];

    /// <summary>Where a program is; null where it is missing. That of root's, which may not be on the path, is found too.</summary>
    public static string? Find(string program) => _folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>What it prints, on both streams; null where there is no such program.</summary>
    public static string? Ask(string program, params string[] arguments)
    {
        try
        {
            using Process process = Start(program, arguments);
            string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            return output.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <param name="program">Its name.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="bound">How long it may take; five minutes if null.</param>
    /// <returns>What it prints.</returns>
    /// <exception cref="InvalidOperationException">It failed; what it printed is the message.</exception>
    /// <exception cref="TimeoutException">It did not end in time, and was ended; what it had printed is in the message.</exception>
    public static async Task<string> UseAsync(string program, IReadOnlyList<string> arguments, TimeSpan? bound = null)
    {
        using Process process = Start(program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        TimeSpan allowed = bound ?? _bound;
        if (await Task.WhenAny(output, Task.Delay(allowed)) != output)
        {
            process.Kill(entireProcessTree: true); // a child would keep the output open
            throw new TimeoutException(
                $"{program} {string.Join(' ', arguments)} did not end within {allowed.TotalSeconds:0} s. It had printed: {await output}{await error}");
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await output}{await error}");
    }

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
