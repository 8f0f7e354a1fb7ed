using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class SocketAuthFixture() : SampleFixture("SocketAuth");
