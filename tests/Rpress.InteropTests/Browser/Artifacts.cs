using Rpress.SampleTests;

namespace Rpress.InteropTests.Browser;

/// <summary>Where tests leave what people look at: <c>artifacts</c> of the checkout, or the folder that <c>RPRESS_ARTIFACTS</c> names.</summary>
internal static class Artifacts
{
    /// <summary>The path of a screenshot.</summary>
    public static string Screenshot(string name) => Path.Combine(
        Environment.GetEnvironmentVariable("RPRESS_ARTIFACTS") is { Length: > 0 } folder ? folder : Path.Combine(CheckedOut.Root, "artifacts"), "screenshots", $"{name}.png");
}
