namespace Rpress;

/// <summary>Refuses settings that are out of their range, with a message that names them.</summary>
internal static class SettingRange
{
    /// <exception cref="ArgumentException">The value is out of the range.</exception>
    public static void Require(string setting, long value, long least, long most = long.MaxValue)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{setting} is {value}; it has to be {least} {(most == long.MaxValue ? "or more" : $"to {most}")}.");
        }
    }

    /// <exception cref="ArgumentException">The time is none that a timer keeps.</exception>
    public static void RequireDuration(string setting, TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(1) || value > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{setting} is {value}; it has to be 1 millisecond to 1 day.");
        }
    }
}
