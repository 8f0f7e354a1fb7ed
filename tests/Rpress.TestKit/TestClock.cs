using Microsoft.Extensions.Time.Testing;

namespace Rpress.TestKit;

/// <summary>A clock that stands still until a test advances it.</summary>
public sealed class TestClock : FakeTimeProvider;
