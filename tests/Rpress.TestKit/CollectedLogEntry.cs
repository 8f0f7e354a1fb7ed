using Microsoft.Extensions.Logging;

namespace Rpress.TestKit;

/// <summary>One line that was logged.</summary>
public sealed record CollectedLogEntry(string Category, LogLevel Level, EventId EventId, string Message, Exception? Exception);
