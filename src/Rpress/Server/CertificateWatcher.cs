using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Holds the certificate in use, and looks at its files from time to time. The old pair stays until a whole new one is there.</summary>
internal sealed partial class CertificateWatcher : IAsyncDisposable
{
    private readonly CertificateFiles _files;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private string _fingerprint;
    private string? _rejected;
    private volatile SslStreamCertificateContext _current;

    public CertificateWatcher(CertificateFiles files, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        _files = files;
        _logger = logger;
        _fingerprint = files.Fingerprint();
        _current = files.Read().ToContext();
        _watching = interval == TimeSpan.Zero ? Task.CompletedTask : WatchAsync(new PeriodicTimer(interval, time));
    }

    public SslStreamCertificateContext Current => _current;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_stop.Token))
                {
                    Look();
                }
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private void Look()
    {
        string? fingerprint = null;
        try
        {
            fingerprint = _files.Fingerprint();
            if (fingerprint == _fingerprint)
            {
                return;
            }

            _current = _files.Read().ToContext();
            _fingerprint = fingerprint;
            LogReloaded(_logger, _files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // half of a new pair, most likely: the other half follows. One line for each state of the files.
            if (_rejected != (fingerprint ?? ""))
            {
                _rejected = fingerprint ?? "";
                LogKept(_logger, _files, error.Message);
            }
        }
    }
}
