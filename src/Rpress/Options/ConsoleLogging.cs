using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>The logging of an application that brings none: the console, from Information on, the core's own lines from Warning on.</summary>
internal static class ConsoleLogging
{
    /// <param name="withScopes">Whether lines carry the scopes they are written in: the request's and, while it is traced, its span's ids.</param>
    public static ILoggerFactory Create(bool withScopes) => LoggerFactory.Create(logging => logging
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = withScopes;
        })
        .Configure(factory => factory.ActivityTrackingOptions =
            withScopes ? ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId : ActivityTrackingOptions.None)
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning));
}
