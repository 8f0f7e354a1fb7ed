using System.Globalization;

namespace Rpress.SocketIo.Protocol;

/// <summary>Points in time as JavaScript's <c>JSON.stringify</c> writes them.</summary>
internal static class JavaScriptDate
{
    private const long Furthest = 8_640_000_000_000_000; // milliseconds, either way
    private const int YearsOfCycle = 400; // after which the calendar repeats
    private const long MillisecondsOfCycle = 146_097L * 24 * 60 * 60 * 1000;
    private const int LargestShortYear = 9999;

    /// <summary>The text without quotes; null for what JavaScript calls an invalid date.</summary>
    /// <param name="milliseconds">Since 1970.</param>
    public static string? Format(long milliseconds)
    {
        if (milliseconds is < -Furthest or > Furthest)
        {
            return null;
        }

        // ECMAScript, "Date Time String Format": years that four digits cannot say have a sign and six
        (long cycles, long rest) = Math.DivRem(milliseconds, MillisecondsOfCycle);
        DateTime date = DateTime.UnixEpoch.AddMilliseconds(rest);
        long year = date.Year + (cycles * YearsOfCycle);
        string rule = year is >= 0 and <= LargestShortYear ? "0000" : "+000000;-000000";
        return year.ToString(rule, CultureInfo.InvariantCulture) + date.ToString("'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'", CultureInfo.InvariantCulture);
    }
}
