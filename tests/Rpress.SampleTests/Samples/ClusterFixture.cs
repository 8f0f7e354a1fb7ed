using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class ClusterFixture() : SampleFixture("Cluster");
