namespace Rpress;

/// <summary>What was decided about a client that wants to join.</summary>
/// <param name="Refusal">What it is told if it may not; null if it may.</param>
/// <param name="Data">What else.</param>
internal readonly record struct AdmissionDecision(string? Refusal, object? Data = null)
{
    public static AdmissionDecision Accepted => default;

    public bool IsAccepted => Refusal is null;
}
