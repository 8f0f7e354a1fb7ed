using Microsoft.AspNetCore.Connections;

namespace Rpress;

/// <summary>What connections come through, where it is not sockets: the test host's memory.</summary>
internal sealed record ServerTransport(IConnectionListenerFactory Factory);
