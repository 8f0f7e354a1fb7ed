namespace Rpress.FunctionalTests.Requests;

/// <summary>Tests that measure the process's memory and so run alone.</summary>
[CollectionDefinition(nameof(MemoryMeasurement), DisableParallelization = true)]
public sealed class MemoryMeasurement;
