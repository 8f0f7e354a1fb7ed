namespace Rpress.SampleTests.Programs;

/// <summary>The dotnet command that runs these tests, else the one on the path.</summary>
internal static class Dotnet
{
    public static string FileName { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
