using System.Diagnostics;
using System.Globalization;

namespace ClusterSample;

/// <summary>nginx before the nodes, a process of its own that ends with this program.</summary>
internal sealed class Nginx : IDisposable
{
    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private Nginx(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>Where nginx is installed; null where the PATH leads to none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "nginx.exe" : "nginx"))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts it, and returns when it listens.</summary>
    public static async Task<Nginx> StartAsync(string program, NginxConfiguration configuration)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rpress-cluster-");
        configuration.WriteTo(folder.FullName);
        Process process = Process.Start(program, ["-p", folder.FullName, "-e", "stderr", "-c", Path.Combine(folder.FullName, NginxConfiguration.MainFile)]);
        var nginx = new Nginx(process, folder);
        try
        {
            await nginx.WaitUntilItListensAsync();
            return nginx;
        }
        catch
        {
            nginx.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill(); // nothing happens if it has ended: Ctrl+C reaches it as well
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    // it writes its id when it has its port
    private async Task WaitUntilItListensAsync()
    {
        string file = Path.Combine(_folder.FullName, NginxConfiguration.IdFile);
        using var deadline = new CancellationTokenSource(_startBound);
        while (!File.Exists(file) || (await File.ReadAllTextAsync(file, deadline.Token)).Trim() != _process.Id.ToString(CultureInfo.InvariantCulture))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException("nginx has ended; what it printed above says why.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }
}
