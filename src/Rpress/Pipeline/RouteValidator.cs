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

            groups[i].RateLimit?.Validate($"RateLimit of route group {i + 1}", errors);
        }

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

            if (entry.Handler.ValueType is { } type && !options.Http.Json.TryGetTypeInfo(type, out _))
            {
                errors.Add($"The route '{entry}' returns {type.Name}, which no JSON context knows: add it to the resolver of RpressOptions.Json.");
            }
        }
    }
}
