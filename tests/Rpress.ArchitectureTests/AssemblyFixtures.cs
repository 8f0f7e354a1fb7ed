using Rpress.ArchitectureTests.Sources;

[assembly: AssemblyFixture(typeof(SourcesFixture))]
