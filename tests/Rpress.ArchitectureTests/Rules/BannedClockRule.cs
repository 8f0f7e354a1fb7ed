using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>Time comes through a TimeProvider; nothing in src sleeps.</summary>
internal sealed class BannedClockRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Source)
        {
            var model = sources.Model(file);
            foreach (var name in file.Root.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var info = model.GetSymbolInfo(name);
                if (Describe(info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } message)
                {
                    yield return file.At(name, message);
                }
            }
        }
    }

    private static string? Describe(ISymbol? symbol) => symbol?.ContainingType?.ToDisplayString() switch
    {
        "System.DateTime" when symbol.Name is "Now" or "UtcNow" or "Today" => "take the time from a TimeProvider",
        "System.DateTimeOffset" when symbol.Name is "Now" or "UtcNow" => "take the time from a TimeProvider",
        "System.Threading.Thread" when symbol.Name == "Sleep" => "Thread.Sleep blocks a thread: await a TimeProvider's delay",
        "System.Threading.Tasks.Task" when symbol is IMethodSymbol { Name: "Delay" } delay && !TakesTimeProvider(delay) =>
            "Task.Delay takes a TimeProvider",
        _ => null,
    };

    private static bool TakesTimeProvider(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.Type.Name == nameof(TimeProvider));
}
