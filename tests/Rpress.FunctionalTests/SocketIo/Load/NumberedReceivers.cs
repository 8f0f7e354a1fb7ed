using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>What is asserted of many receivers.</summary>
internal static class NumberedReceivers
{
    /// <summary>Waits until each has got so many numbers, and fails if anything came that should not.</summary>
    public static async Task AllHaveAsync(this IReadOnlyCollection<NumberedReceiver> receivers, int count, TimeSpan within)
    {
        try
        {
            await Eventually.TrueAsync(() => receivers.All(receiver => receiver.Count >= count || receiver.Fault is not null), $"{count} messages at each of {receivers.Count} clients", within);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message} They have {receivers.Min(receiver => receiver.Count)} to {receivers.Max(receiver => receiver.Count)}.", error);
        }

        Assert.All(receivers, receiver => Assert.Null(receiver.Fault));
        Assert.All(receivers, receiver => Assert.Equal(count, receiver.Count));
    }
}
