namespace Rpress;

/// <summary>How many keys of a limit have a counter of their own, and how many may.</summary>
internal sealed class RateLimitCapacity(int maxKeys)
{
    // fewer are not worth a search for those that are idle
    private const int KeysAtEase = 10_000;

    private readonly int _keysAtEase = Math.Min(KeysAtEase, maxKeys);
    private int _taken;

    public int Taken => Volatile.Read(ref _taken);

    public bool IsScarce => Taken >= _keysAtEase;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= maxKeys)
        {
            return true;
        }

        GiveBack();
        return false;
    }

    public void GiveBack() => Interlocked.Decrement(ref _taken);
}
