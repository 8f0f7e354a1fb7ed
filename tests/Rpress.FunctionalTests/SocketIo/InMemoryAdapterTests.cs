using Rpress.SocketIo.Specification;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The adapter of a single server does what every adapter has to.</summary>
public sealed class InMemoryAdapterTests : AdapterSpecification
{
    protected override RpressIo CreateServer() => new();
}
