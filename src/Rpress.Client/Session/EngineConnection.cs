using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>One session of Engine.IO, from its handshake to its end, and what makes packets of its messages.</summary>
/// <remarks>What is sent is taken from any thread. Whoever opens it has to run it, or dispose it.</remarks>
internal sealed partial class EngineConnection : IAsyncDisposable
{
    private static readonly TimeSpan _closeTimeout = TimeSpan.FromSeconds(5);

    private readonly ClientSettings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly IEngineHandler _handler;
    private readonly SendBudget _budget;
    private readonly SocketIoPacketDecoder _decoder;
    private readonly TaskCompletionSource<EngineEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationToken _endedToken; // good after the source was disposed
    private ClientTransport? _transport; // changed by its holder of _turn
    private EngineIoHandshake? _handshake;
    private Heartbeat? _heartbeat;

    public EngineConnection(ClientSettings settings, HttpMessageInvoker http, IEngineHandler handler, SendBudget budget)
    {
        _settings = settings;
        _http = http;
        _handler = handler;
        _budget = budget;
        _endedToken = _ended.Token;
        _decoder = settings.Parser.CreateDecoder(settings.DecoderLimits);
    }

    /// <summary>What carries the connection now; null until it is open.</summary>
    public SocketTransport? Transport => _handshake is null ? null : _transport?.Kind;

    /// <summary>Whether pings come as they should; if not, the connection ends.</summary>
    public bool IsAlive
    {
        get
        {
            if (_heartbeat is { IsLost: true })
            {
                End(DisconnectReason.PingTimeout);
            }

            return !_end.Task.IsCompleted;
        }
    }

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Ended => _endedToken;

    /// <summary>Establishes the connection.</summary>
    /// <param name="startsWithWebSocket">Whether WebSocket goes before the other transports.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="TransportException">It cannot be.</exception>
    public async Task OpenAsync(bool startsWithWebSocket, CancellationToken cancellationToken)
    {
        List<SocketTransport> transports = [.. _settings.Transports];
        if (startsWithWebSocket && transports.Remove(SocketTransport.WebSocket))
        {
            transports.Insert(0, SocketTransport.WebSocket);
        }

        for (int i = 0; ; i++)
        {
            try
            {
                await OpenAsync(transports[i], cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TransportException) when (_settings.TryAllTransports && i + 1 < transports.Count)
            {
                await DisposeTransportAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Exchanges packets until the connection ends.</summary>
    /// <param name="stop">Ends it in good order: what waits is sent before.</param>
    public async Task<EngineEnd> RunAsync(CancellationToken stop)
    {
        using (_heartbeat = new(_settings.Time, _handshake!.PingInterval + _handshake.PingTimeout, () => End(DisconnectReason.PingTimeout)))
        {
            Task sending = SendAllAsync();
            Task receiving = ReceiveAndUpgradeAsync();
            EngineEnd end = await WaitForEndAsync(stop).ConfigureAwait(false);
            await _ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(sending, receiving).ConfigureAwait(false);
            return end;
        }
    }

    /// <summary>Ends the connection at once; the first reason is the one that is told.</summary>
    public void End(DisconnectReason reason, Exception? error = null) => _end.TrySetResult(new(reason, error));

    public async ValueTask DisposeAsync()
    {
        await DisposeTransportAsync().ConfigureAwait(false);
        DropWaiting();
        _ended.Dispose();
    }

    private async Task OpenAsync(SocketTransport kind, CancellationToken cancellationToken)
    {
        _transport = kind == SocketTransport.Polling ? new PollingClientTransport(_settings, _http) : new WebSocketClientTransport(_settings, _http);
        await _transport.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        EngineIoPacket? first = await _transport.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        if (first is not { Type: EngineIoPacketType.Open } open)
        {
            throw new TransportException($"The server began with a packet of type {first?.Type} where Engine.IO v4 asks for an open packet.");
        }

        if (!EngineIoHandshake.TryParse(open.Data, out EngineIoHandshake? handshake, out string? problem))
        {
            throw new TransportException(problem);
        }

        _transport.OnHandshake(handshake);
        _handshake = handshake;
    }

    private async Task<EngineEnd> WaitForEndAsync(CancellationToken stop)
    {
        try
        {
            return await _end.Task.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            RequestClose();
        }

        try
        {
            return await _end.Task.WaitAsync(_closeTimeout, _settings.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            End(DisconnectReason.TransportClose);
            return await _end.Task.ConfigureAwait(false);
        }
    }

    private async ValueTask DisposeTransportAsync()
    {
        if (_transport is { } transport)
        {
            _transport = null;
            await transport.DisposeAsync().ConfigureAwait(false);
        }
    }
}
