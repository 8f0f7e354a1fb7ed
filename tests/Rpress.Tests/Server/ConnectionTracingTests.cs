using Microsoft.AspNetCore.Connections;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Tests.Server;

/// <summary>What tracing a connection costs.</summary>
[Collection(ObservedAlone.Name)]
public sealed class ConnectionTracingTests
{
    [Fact]
    public void Connection_WhenNobodyListens_IsPassedOnWithoutAllocation()
    {
        var traced = ConnectionTracing.Around(_ => Task.CompletedTask);
        var connection = new DefaultConnectionContext();
        traced(connection);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            traced(connection);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
