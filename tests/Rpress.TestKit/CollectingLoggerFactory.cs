using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rpress.TestKit;

/// <summary>Keeps every line that is logged through it; safe for concurrent use.</summary>
public sealed class CollectingLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentQueue<CollectedLogEntry> _entries = new();

    /// <summary>What was logged so far, in order.</summary>
    public IReadOnlyList<CollectedLogEntry> Entries => [.. _entries];

    /// <summary>What was logged so far at exactly this level.</summary>
    public IReadOnlyList<CollectedLogEntry> At(LogLevel level) => [.. _entries.Where(entry => entry.Level == level)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    /// <summary>Does nothing: this factory is the provider.</summary>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<CollectedLogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue(new CollectedLogEntry(category, logLevel, eventId, formatter(state, exception), exception));
    }
}
