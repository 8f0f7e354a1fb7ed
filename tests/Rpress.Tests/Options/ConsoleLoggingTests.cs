using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Tests.Options;

/// <summary>The default logging; alone, because it takes the process's console.</summary>
[Collection(ObservedAlone.Name)]
public sealed partial class ConsoleLoggingTests
{
    [Fact]
    public void Line_WithScopes_CarriesThemAndTheSpan()
    {
        using var span = new Activity("test").Start();

        var line = Printed(withScopes: true);

        Assert.Contains($"TraceId:{span.TraceId}", line, StringComparison.Ordinal);
        Assert.Contains("RequestId:7", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_WithoutScopes_IsTheMessageAlone()
    {
        using var span = new Activity("test").Start();

        Assert.Equal("info: Test[1] Hello", Printed(withScopes: false).Trim());
    }

    private static string Printed(bool withScopes)
    {
        var console = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            using var factory = ConsoleLogging.Create(withScopes);
            var logger = factory.CreateLogger("Test");
            using (logger.BeginScope("RequestId:7"))
            {
                LogHello(logger);
            }
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString();
    }

    [LoggerMessage(1, LogLevel.Information, "Hello")]
    private static partial void LogHello(ILogger logger);
}
