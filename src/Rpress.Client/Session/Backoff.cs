namespace Rpress;

/// <summary>How long each attempt to reconnect waits: twice as long as the one before, part of it left to chance.</summary>
/// <param name="least">The wait of the first attempt.</param>
/// <param name="most">The longest wait.</param>
/// <param name="jitter">The part that is left to chance, 0 to 1.</param>
/// <param name="chance">A number from 0 to 1, asked once for each wait.</param>
internal sealed class Backoff(TimeSpan least, TimeSpan most, double jitter, Func<double> chance)
{
    private const int MostDoublings = 62; // more than any wait takes; a thousand are infinite, and infinite less its half is no number

    /// <summary>How many attempts there have been since the last success.</summary>
    public int Attempts { get; private set; }

    // the JavaScript client's formula, so that clients of both kinds come back alike; whole milliseconds
    public TimeSpan Next()
    {
        double wait = least.TotalMilliseconds * Math.Pow(2, Math.Min(Attempts++, MostDoublings));
        if (jitter > 0)
        {
            double random = chance();
            double deviation = Math.Floor(random * jitter * wait);
            bool isShorter = ((int)(random * 10) & 1) == 0;
            wait += isShorter ? -deviation : deviation;
        }

        return TimeSpan.FromMilliseconds(Math.Floor(Math.Min(wait, most.TotalMilliseconds)));
    }

    public void Reset() => Attempts = 0;
}
