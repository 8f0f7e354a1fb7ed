using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Rpress;

/// <summary>An upgraded connection on the server core's features.</summary>
/// <param name="stream">What the core gave for reading and writing.</param>
/// <param name="lifetime">Breaks the connection off.</param>
internal sealed class KestrelUpgrade(Stream stream, IHttpRequestLifetimeFeature lifetime) : UpgradedConnection
{
    private readonly Lock _gate = new();
    private bool _isGivenBack; // guarded by _gate

    public override Stream Input => stream;

    public override PipeWriter Output { get; } = new UpgradeWriter(stream);

    public override void Abort()
    {
        // under the lock: the core's objects carry the next request once this one has been given back
        lock (_gate)
        {
            if (!_isGivenBack)
            {
                lifetime.Abort();
            }
        }
    }

    public void GiveBack()
    {
        lock (_gate)
        {
            _isGivenBack = true;
        }

        Output.Complete();
    }
}
