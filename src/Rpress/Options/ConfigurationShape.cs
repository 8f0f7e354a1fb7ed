using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Rpress;

/// <summary>Checks the shape of a configuration before it is bound.</summary>
/// <remarks>The binder passes over what it cannot place: a limit that is misspelt, or written as a value where a group belongs, would be no limit.</remarks>
internal static class ConfigurationShape
{
    private static readonly PropertyInfo[] _settings = typeof(RpressSettings).GetProperties();

    private static readonly Dictionary<string, PropertyInfo[]> _groups = new()
    {
        [nameof(RpressSettings.Cors)] = typeof(RpressCors).GetProperties(),
        [nameof(RpressSettings.SecurityHeaders)] = typeof(RpressSecurityHeaders).GetProperties(BindingFlags.Public | BindingFlags.Instance),
        [nameof(RpressSettings.RateLimit)] = typeof(RateLimit).GetProperties(),
        [nameof(RpressSettings.Health)] = typeof(RpressHealth).GetProperties(),
    };

    public static void Validate(IConfiguration configuration, List<string> errors) => Validate(configuration, _settings, "", errors);

    /// <summary>Gives lists that are there and empty to the settings; the binder takes them for lists that are not there.</summary>
    public static void BindEmptyLists(IConfiguration configuration, RpressSettings settings)
    {
        if (settings.Cors is not { } cors)
        {
            return;
        }

        IConfigurationSection section = configuration.GetSection(nameof(RpressSettings.Cors));
        cors.Origins = IsEmptyList(section, nameof(cors.Origins)) ? [] : cors.Origins;
        cors.Methods = IsEmptyList(section, nameof(cors.Methods)) ? [] : cors.Methods;
        cors.Headers = IsEmptyList(section, nameof(cors.Headers)) ? [] : cors.Headers;
        cors.ExposeHeaders = IsEmptyList(section, nameof(cors.ExposeHeaders)) ? [] : cors.ExposeHeaders;
    }

    private static bool IsEmptyList(IConfigurationSection section, string name) =>
        section.GetChildren().Any(child => child.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && !child.GetChildren().Any());

    private static void Validate(IConfiguration section, PropertyInfo[] settings, string path, List<string> errors)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            PropertyInfo? setting = Array.Find(settings, setting => setting.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
            {
                errors.Add($"'{path}{HeaderSyntax.Printable(child.Key)}' is no setting; there are {NamesOf(settings)}.");
            }
            else
            {
                ValidateSetting(child, setting, path + setting.Name, errors);
            }
        }
    }

    private static void ValidateSetting(IConfigurationSection section, PropertyInfo setting, string path, List<string> errors)
    {
        bool isValue = !section.GetChildren().Any();
        if (_groups.TryGetValue(path, out PropertyInfo[]? members))
        {
            if (isValue)
            {
                errors.Add($"'{path}' is a group of settings, neither a value nor empty: set one of {NamesOf(members)}, or leave it out.");
            }

            Validate(section, members, path + ":", errors);
        }
        else if (setting.PropertyType == typeof(IList<string>) || setting.PropertyType == typeof(IDictionary<string, string>))
        {
            if (isValue && section.Value is { Length: > 0 })
            {
                errors.Add($"'{path}' holds several values and is given one: write '{path}:0', or a name in the place of the 0.");
            }
        }
        else if (!isValue)
        {
            errors.Add($"'{path}' is one value, not a group.");
        }
    }

    private static string NamesOf(PropertyInfo[] settings) => string.Join(", ", settings.Select(setting => setting.Name));
}
