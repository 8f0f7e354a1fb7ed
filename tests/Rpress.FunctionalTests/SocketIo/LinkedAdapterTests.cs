using System.Collections.Concurrent;
using Rpress.SocketIo.Specification;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The specification with two servers, so that what it says of clusters is tried before there is one on a network.</summary>
public sealed class LinkedAdapterTests : AdapterSpecification
{
    private readonly ConcurrentBag<LinkedAdapter> _all = [];

    protected override int ServerCount => 2;

    protected override RpressIo CreateServer() => new() { Adapter = joined => new LinkedAdapter(joined, _all) };
}
