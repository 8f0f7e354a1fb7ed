using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>A balancer's program on a free port, with its files in a directory of its own.</summary>
internal sealed class BalancerProcess : IBalancer
{
    private static readonly TimeSpan _endBound = TimeSpan.FromSeconds(5);

    private readonly TempDirectory _directory = new();
    private readonly int _port = FreePort.Next();
    private ChildProcess? _child;

    private BalancerProcess()
    {
    }

    public Uri Address => new($"https://127.0.0.1:{_port}/");

    /// <summary>Starts a program; the port may be taken before the program has it, so it is tried again.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="configure">Writes its configuration for a port into the directory, and returns its arguments.</param>
    /// <param name="isListening">Whether the program itself, and no other, has the port by now.</param>
    public static async Task<BalancerProcess> StartAsync(
        string program, Func<TempDirectory, int, string[]> configure, Func<TempDirectory, int, Task<bool>> isListening)
    {
        for (int attempt = 1; ; attempt++)
        {
            var balancer = new BalancerProcess();
            try
            {
                string? failure = await balancer.TryStartAsync(program, configure(balancer._directory, balancer._port), isListening);
                if (failure is null)
                {
                    return balancer;
                }

                Assert.True(attempt < FreePort.Attempts, $"{program} did not start:{Environment.NewLine}{failure}");
                await balancer.DisposeAsync();
            }
            catch
            {
                await balancer.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Writes the tests' certificate, the key behind it, as both programs take it.</summary>
    /// <returns>The path of the file.</returns>
    public static string WriteCertificate(TempDirectory directory)
    {
        X509Certificate2 server = TestCertificates.Shared.Server;
        using ECDsa key = server.GetECDsaPrivateKey()!;
        return directory.WriteFile("server.pem", $"{server.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        _directory.Dispose();
    }

    // what it printed, if it has ended
    private async Task<string?> TryStartAsync(string program, string[] arguments, Func<TempDirectory, int, Task<bool>> isListening)
    {
        _child = ChildProcess.Start(program, arguments);
        await Eventually.TrueAsync(async () => _child.HasExited || await isListening(_directory, _child.Id), $"{program} to listen at {Address}");
        if (!_child.HasExited)
        {
            return null;
        }

        await _child.WaitForExitAsync(_endBound); // then its output is whole
        return _child.Output;
    }
}
