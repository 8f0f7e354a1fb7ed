using System.Runtime.InteropServices;

namespace Rpress;

/// <summary>SIGINT and SIGTERM: the first asks for a graceful end, the second ends the process at once.</summary>
internal sealed class ShutdownSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShutdownSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Completes at the first signal.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Makes the next signal end the process, though it may be the first.</summary>
    public void EndAtNext() => _asked.TrySetResult();

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    // a second signal is not cancelled, so the system does with it what it does: it ends the process
    private void OnSignal(PosixSignalContext context) => context.Cancel = _asked.TrySetResult();
}
