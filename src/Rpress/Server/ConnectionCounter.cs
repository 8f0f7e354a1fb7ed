using Microsoft.AspNetCore.Connections;

namespace Rpress;

/// <summary>Counts connections from accept to close: above the limit they are told so, above 10 % more they are closed at once.</summary>
internal sealed class ConnectionCounter(int limit)
{
    private readonly int _wall = limit + Math.Max(1, limit / 10);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        int count = Interlocked.Increment(ref _count);
        var slot = new ConnectionSlot(this, isOverLimit: count > limit);
        try
        {
            if (slot.IsOverLimit)
            {
                RpressTelemetry.ConnectionsRefused.Add(1);
                if (count > _wall)
                {
                    // answering each of a flood would be the flood's success
                    connection.Abort();
                    return;
                }
            }

            connection.Features.Set(slot);
            await next(connection);
        }
        finally
        {
            slot.Release();
        }
    };

    /// <summary>Gives one place back.</summary>
    public void Release() => Interlocked.Decrement(ref _count);
}
