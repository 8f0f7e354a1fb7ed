using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>All settings of an application. They are read once, at start.</summary>
public sealed class RpressOptions : RpressSettings
{
    /// <summary>Where log lines go.</summary>
    /// <value>Default null: the console, from Information on.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The application's services, for <see cref="RequestPayload.Services"/>; nothing in the framework needs them.</summary>
    /// <value>Default null.</value>
    public IServiceProvider? Services { get; set; }

    /// <summary>How JSON is read and written; a copy is taken at start. Types of its resolver go first, then common ones, then reflection where it is enabled.</summary>
    /// <value>Default null: camelCase, text beyond ASCII unescaped, numbers also from strings, properties named twice refused.</value>
    public JsonSerializerOptions? Json { get; set; }

    /// <summary>The clock.</summary>
    /// <value>Default <see cref="System.TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Reads options from configuration.</summary>
    /// <param name="configuration">The section that holds the settings of <see cref="RpressSettings"/>.</param>
    /// <exception cref="InvalidOperationException">A key is unknown, or a value cannot be read.</exception>
    /// <exception cref="ArgumentException">A duration is above one day: <c>"30"</c> means 30 days, <c>"00:00:30"</c> 30 seconds.</exception>
    public static RpressOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new RpressOptions();
        RpressSettings settings = options;
        configuration.Bind(settings, static binder => binder.ErrorOnUnknownConfiguration = true);
        OptionsValidator.RequirePlausibleDurations(settings);
        return options;
    }
}
