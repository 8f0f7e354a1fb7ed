using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>Keeps log lines with the scopes they were written in, as structured loggers do.</summary>
internal sealed class ScopedLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<(string Message, List<object?> Scopes)> _lines = new();
    private IExternalScopeProvider? _scopes;

    /// <summary>Every scope as loggers without structure print it.</summary>
    public IEnumerable<string?> Texts => _lines.SelectMany(line => line.Scopes).Select(scope => scope?.ToString());

    /// <summary>The values of the scopes that the one line with this message was written in, but for the core's own of the connection.</summary>
    public Dictionary<string, object?> ScopeOf(string message) => _lines.Single(line => line.Message == message).Scopes
        .OfType<IReadOnlyList<KeyValuePair<string, object?>>>()
        .SelectMany(scope => Enumerable.Range(0, scope.Count).Select(i => scope[i]))
        .Where(value => value.Key != "ConnectionId")
        .ToDictionary();

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private void Add(string message)
    {
        var scopes = new List<object?>();
        _scopes?.ForEachScope((scope, list) => list.Add(scope), scopes);
        _lines.Enqueue((message, scopes));
    }

    private sealed class Logger(ScopedLines lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
