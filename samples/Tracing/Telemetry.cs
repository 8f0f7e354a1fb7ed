using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TracingSample;

/// <summary>Where telemetry goes: the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, else the console.</summary>
internal static class Telemetry
{
    private const int ConsoleInterval = 60_000; // milliseconds

    private static readonly bool _hasCollector = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));
    private static readonly ResourceBuilder _resource = ResourceBuilder.CreateDefault().AddService("tracing-sample");

    /// <summary>Listens to the framework's spans and to the application's own.</summary>
    public static TracerProvider Trace(string appSource)
    {
        TracerProviderBuilder builder = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(_resource)
            .AddSource("Rpress", appSource);
        return (_hasCollector ? builder.AddOtlpExporter() : builder.AddConsoleExporter()).Build();
    }

    public static MeterProvider Measure()
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(_resource)
            .AddMeter("Rpress");
        return (_hasCollector
            ? builder.AddOtlpExporter()
            : builder.AddConsoleExporter((_, reader) => reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = ConsoleInterval)).Build();
    }

    public static ILoggerFactory Log() => LoggerFactory.Create(logging =>
    {
        logging.AddSimpleConsole(console => console.IncludeScopes = true);
        logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (_hasCollector)
        {
            logging.AddOpenTelemetry(exported =>
            {
                exported.IncludeScopes = true;
                exported.SetResourceBuilder(_resource).AddOtlpExporter();
            });
        }
    });
}
