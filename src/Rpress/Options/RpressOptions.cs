using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>How JSON is read and written; a copy is taken at start. Types of <see cref="JsonContext"/> and of its resolver go first, then common ones, then reflection where it is enabled.</summary>
    /// <value>Default null: camelCase, text beyond ASCII unescaped, numbers also from strings, properties named twice refused.</value>
    public JsonSerializerOptions? Json { get; set; }

    /// <summary>The types that travel as JSON, from a source-generated context; it keeps the defaults of <see cref="Json"/> and is all that AOT needs.</summary>
    /// <value>Default null.</value>
    public IJsonTypeInfoResolver? JsonContext { get; set; }

    /// <summary>Where the requests of <see cref="RpressSettings.RateLimit"/> and of the groups' limits are counted.</summary>
    /// <value>Default null: in memory.</value>
    public IRateLimiter? RateLimiter { get; set; }

    /// <summary>The clock.</summary>
    /// <value>Default <see cref="System.TimeProvider.System"/>.</value>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = TimeProvider.System;

    /// <summary>Reads options from configuration.</summary>
    /// <param name="configuration">The section that holds the settings of <see cref="RpressSettings"/>.</param>
    /// <exception cref="RpressConfigurationException">A key is unknown, a group or list is given as a value, or a duration is above one day: <c>"30"</c> means 30 days, <c>"00:00:30"</c> 30 seconds.</exception>
    /// <exception cref="InvalidOperationException">A value cannot be read; the message names it.</exception>
    public static RpressOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var errors = new List<string>();
        ConfigurationShape.Validate(configuration, errors);
        var options = new RpressOptions();
        RpressSettings settings = options;
        configuration.Bind(settings);
        ConfigurationShape.BindEmptyLists(configuration, settings);
        OptionsValidator.ValidateDurations(settings, errors);
        return errors.Count == 0 ? options : throw new RpressConfigurationException(errors);
    }
}
