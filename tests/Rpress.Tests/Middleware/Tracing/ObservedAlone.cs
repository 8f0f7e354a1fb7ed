namespace Rpress.Tests.Middleware.Tracing;

/// <summary>Listeners hear the whole process: what tests that nobody listens runs while nobody else can.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ObservedAlone
{
    public const string Name = "Observed";
}
