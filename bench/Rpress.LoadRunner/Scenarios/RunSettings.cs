namespace Rpress.LoadRunner;

/// <summary>What holds for all scenarios of a run.</summary>
/// <param name="Rounds">How often each server is measured.</param>
/// <param name="IsQuick">Whether the run only shows that all works.</param>
/// <param name="Progress">Where is told how far the run is.</param>
internal sealed record RunSettings(int Rounds, bool IsQuick, ProgressLog Progress)
{
    private const int QuickDivisor = 50;

    /// <summary>What counts are divided by.</summary>
    public int Divisor => IsQuick ? QuickDivisor : 1;
}
