using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>The logging of an application that brings none: the console, from Information on, the core's own lines from Warning on.</summary>
internal static class ConsoleLogging
{
    public static ILoggerFactory Create() => LoggerFactory.Create(logging => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning));
}
