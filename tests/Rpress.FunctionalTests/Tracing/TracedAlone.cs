namespace Rpress.FunctionalTests.Tracing;

/// <summary>Listeners hear the whole process, and the one that samples most decides: these tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class TracedAlone
{
    public const string Name = "Traced";
}
