using System.Collections.Concurrent;

namespace Rpress.InteropTests.SocketIo;

/// <summary>Which transports an engine was asked for, and in which version of HTTP.</summary>
internal sealed class EngineRequests
{
    private readonly ConcurrentQueue<EngineRequestFacts> _all = [];

    /// <summary>All that were answered so far, but for those that wait for an answer.</summary>
    public IReadOnlyCollection<EngineRequestFacts> All => _all;

    public async Task<ResponsePayload> RecordAsync(RequestPayload request, RpressNext next)
    {
        var (protocol, transport) = (request.Protocol, request.Query["transport"] ?? "");
        var response = await next(request);
        _all.Enqueue(new(protocol, transport, response.Status, response.Headers["Sec-WebSocket-Extensions"]));
        return response;
    }
}
