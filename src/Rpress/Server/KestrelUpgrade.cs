using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Rpress;

/// <summary>An upgraded connection on the server core's features.</summary>
internal sealed class KestrelUpgrade : UpgradedConnection
{
    private static readonly StreamPipeReaderOptions _reading = new(leaveOpen: true, useZeroByteReads: true);

    private readonly IHttpRequestLifetimeFeature _lifetime;
    private readonly bool _ownsInput;
    private readonly Lock _gate = new();
    private bool _isGivenBack; // guarded by _gate

    /// <param name="stream">What the core gave for reading and writing.</param>
    /// <param name="transport">The connection itself, where it is one of HTTP/1.1: its pipe is what the stream reads from, several layers further up.</param>
    /// <param name="lifetime">Breaks the connection off.</param>
    public KestrelUpgrade(Stream stream, IDuplexPipe? transport, IHttpRequestLifetimeFeature lifetime)
    {
        _lifetime = lifetime;
        _ownsInput = transport is null;
        Input = transport?.Input ?? PipeReader.Create(stream, _reading);
        Output = new UpgradeWriter(stream);
    }

    public override PipeReader Input { get; }

    public override PipeWriter Output { get; }

    public override void Abort()
    {
        // under the lock: the core's objects carry the next request once this one has been given back
        lock (_gate)
        {
            if (!_isGivenBack)
            {
                _lifetime.Abort();
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
        if (_ownsInput)
        {
            Input.Complete();
        }
    }
}
