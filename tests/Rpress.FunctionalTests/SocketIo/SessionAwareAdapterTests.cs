using Rpress.SocketIo.Specification;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The adapter of a single server with recovery does what every adapter has to, and beside it recovers.</summary>
public sealed class SessionAwareAdapterTests : RecoverySpecification
{
    protected override RpressIo CreateServer() => new(config: new() { Recovery = new() });
}
