namespace Rpress;

/// <summary>Finds at start what would fail at a route's first request, and what is wrong in its group's settings.</summary>
internal static class RouteValidator
{
    public static void Validate(OptionsSnapshot options, IReadOnlyList<RouteRegistration> groups, List<string> errors)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Cors is { } cors)
            {
                OptionsValidator.RequireDuration(errors, $"Cors of route group {i + 1}.MaxAge", cors.MaxAge, mayBeZero: true);
                cors.Validate($"Cors of route group {i + 1}", mayAllowNone: true, errors);
            }

            if (groups[i].RateLimit is { } rateLimit)
            {
                OptionsValidator.RequireDuration(errors, $"RateLimit of route group {i + 1}.Window", rateLimit.Window, mayBeZero: false);
                rateLimit.Validate($"RateLimit of route group {i + 1}", isOfGroup: true, errors);
            }
        }

        ValidateRateLimitNames(options, groups, errors);

        // the policy on slashes may have been set after the routes were added
        var table = new RouteTable(withTrailingSlash: options.TrailingSlash == TrailingSlash.Strict);
        foreach (RouteEntry entry in groups.SelectMany(group => group.Entries))
        {
            try
            {
                table.Add(entry);
            }
            catch (ArgumentException conflict)
            {
                errors.Add(conflict.Message);
            }

            if (options.Health is { } health && HealthPathOf(entry, options.TrailingSlash, health) is { } path)
            {
                errors.Add($"The route '{entry}' would never be reached: Health answers '{path}'. Change the one or the other.");
            }

            if (entry.Handler.ValueType is { } type && !options.Http.Json.TryGetTypeInfo(type, out _))
            {
                errors.Add($"The route '{entry}' returns {type.Name}, which no JSON context knows: add it to the resolver of RpressOptions.Json.");
            }
        }
    }

    // limits of one name share their counts, and one count cannot obey two limits
    private static void ValidateRateLimitNames(OptionsSnapshot options, IReadOnlyList<RouteRegistration> groups, List<string> errors)
    {
        var named = new Dictionary<string, (RateLimit Limit, string Owner)>(StringComparer.Ordinal);
        for (int i = 0; i <= groups.Count; i++)
        {
            int? group = i == 0 ? null : i;
            if ((group is null ? options.RateLimit : groups[i - 1].RateLimit) is not { } limit)
            {
                continue;
            }

            string name = RateLimitPolicy.NameOf(limit, group);
            string owner = group is null ? "RateLimit" : $"RateLimit of route group {group}";
            if (!named.TryAdd(name, (limit, owner)) && !limit.CanShareCountsWith(named[name].Limit))
            {
                errors.Add($"{owner} and {named[name].Owner} are both named '{HeaderSyntax.Printable(name)}' but differ: limits of one name share their counts, so give them the same Limit, Window and kind of key, or other names.");
            }
        }
    }

    private static string? HealthPathOf(RouteEntry entry, TrailingSlash slashes, RpressHealth health)
    {
        bool isStrict = slashes == TrailingSlash.Strict;
        string shape = entry.Pattern.Shape(withTrailingSlash: isStrict);
        return Array.Find([health.LivePath, health.ReadyPath], path => (isStrict && path.Length > 1 ? path : path.TrimEnd('/')) == shape);
    }
}
