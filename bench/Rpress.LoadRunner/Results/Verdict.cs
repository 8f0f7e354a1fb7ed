namespace Rpress.LoadRunner;

/// <summary>Whether a server did what was asked of it, with what it did.</summary>
internal sealed record Verdict(string Name, bool IsPassed, string Detail)
{
    public override string ToString() => $"{(IsPassed ? "PASS" : "FAIL")} {Name}: {Detail}";
}
