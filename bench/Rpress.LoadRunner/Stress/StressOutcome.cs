namespace Rpress.LoadRunner;

/// <summary>How a server bore a <see cref="StressCheck"/>.</summary>
internal sealed record StressOutcome(bool IsPassed, string Detail, Sample Figures);
